package io.roundhouse.protocols.a2a;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operations of A2A 1.0, by the names of the JSON-RPC and gRPC bindings. */
enum Operation {
  SEND_MESSAGE("SendMessage", false),
  SEND_STREAMING_MESSAGE("SendStreamingMessage", true),
  GET_TASK("GetTask", false),
  LIST_TASKS("ListTasks", false),
  CANCEL_TASK("CancelTask", false),
  SUBSCRIBE_TO_TASK("SubscribeToTask", true),
  CREATE_PUSH_CONFIG("CreateTaskPushNotificationConfig", false),
  GET_PUSH_CONFIG("GetTaskPushNotificationConfig", false),
  LIST_PUSH_CONFIGS("ListTaskPushNotificationConfigs", false),
  DELETE_PUSH_CONFIG("DeleteTaskPushNotificationConfig", false),
  GET_EXTENDED_CARD("GetExtendedAgentCard", false);

  private static final Map<String, Operation> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Operation::wire, Function.identity()));

  private final String wire;
  private final boolean streaming;

  Operation(String wire, boolean streaming) {
    this.wire = wire;
    this.streaming = streaming;
  }

  String wire() {
    return wire;
  }

  boolean isStreaming() {
    return streaming;
  }

  static @Nullable Operation of(String wire) {
    return BY_NAME.get(wire);
  }
}
