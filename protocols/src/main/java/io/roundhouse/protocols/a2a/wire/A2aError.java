package io.roundhouse.protocols.a2a.wire;

import org.jspecify.annotations.Nullable;

/** The errors an A2A operation may end with, and their codes in the three bindings (A2A specification 1.0.1, section 5.4). */
public enum A2aError {
  TASK_NOT_FOUND(-32001, 404, GrpcStatus.NOT_FOUND),
  TASK_NOT_CANCELABLE(-32002, 400, GrpcStatus.FAILED_PRECONDITION),
  PUSH_NOTIFICATION_NOT_SUPPORTED(-32003, 400, GrpcStatus.FAILED_PRECONDITION),
  UNSUPPORTED_OPERATION(-32004, 400, GrpcStatus.FAILED_PRECONDITION),
  CONTENT_TYPE_NOT_SUPPORTED(-32005, 400, GrpcStatus.INVALID_ARGUMENT),
  INVALID_AGENT_RESPONSE(-32006, 500, GrpcStatus.INTERNAL),
  EXTENDED_AGENT_CARD_NOT_CONFIGURED(-32007, 400, GrpcStatus.FAILED_PRECONDITION),
  EXTENSION_SUPPORT_REQUIRED(-32008, 400, GrpcStatus.FAILED_PRECONDITION),
  VERSION_NOT_SUPPORTED(-32009, 400, GrpcStatus.FAILED_PRECONDITION),
  PARSE_ERROR(-32700, 400, GrpcStatus.INVALID_ARGUMENT),
  INVALID_REQUEST(-32600, 400, GrpcStatus.INVALID_ARGUMENT),
  METHOD_NOT_FOUND(-32601, 404, GrpcStatus.UNIMPLEMENTED),
  INVALID_PARAMS(-32602, 400, GrpcStatus.INVALID_ARGUMENT),
  INTERNAL(-32603, 500, GrpcStatus.INTERNAL),
  UNAUTHENTICATED(-32041, 401, GrpcStatus.UNAUTHENTICATED),
  PERMISSION_DENIED(-32043, 403, GrpcStatus.PERMISSION_DENIED),
  RATE_LIMITED(-32029, 429, GrpcStatus.RESOURCE_EXHAUSTED),
  UNAVAILABLE(-32053, 503, GrpcStatus.UNAVAILABLE);

  private final int rpc;
  private final int http;
  private final GrpcStatus grpc;

  A2aError(int rpc, int http, GrpcStatus grpc) {
    this.rpc = rpc;
    this.http = http;
    this.grpc = grpc;
  }

  /** The code in the JSON-RPC binding. */
  public int rpc() {
    return rpc;
  }

  /** The status in the HTTP+JSON binding. */
  public int http(ErrorTable table) {
    if (table == ErrorTable.V1_0_0) {
      return switch (this) {
        case TASK_NOT_CANCELABLE -> 409;
        case CONTENT_TYPE_NOT_SUPPORTED -> 415;
        case INVALID_AGENT_RESPONSE -> 502;
        default -> http;
      };
    }
    return http;
  }

  /** The status in the gRPC binding. */
  public GrpcStatus grpc(ErrorTable table) {
    if (table == ErrorTable.V1_0_0) {
      return switch (this) {
        case PUSH_NOTIFICATION_NOT_SUPPORTED, UNSUPPORTED_OPERATION, VERSION_NOT_SUPPORTED -> GrpcStatus.UNIMPLEMENTED;
        default -> grpc;
      };
    }
    return grpc;
  }

  /** Whether the protocol itself defines the error, so that its reason stands under the protocol's domain. */
  boolean isOfTheProtocol() {
    return rpc <= -32001 && rpc >= -32009;
  }

  /** Ends an operation with this error and this sentence. */
  public A2aFault fault(String sentence) {
    return new A2aFault(this, sentence, null, name());
  }

  /** The error of a JSON-RPC code; null if A2A does not define it. */
  public static @Nullable A2aError ofRpc(int code) {
    for (A2aError error : values()) {
      if (error.rpc == code) {
        return error;
      }
    }
    return null;
  }

  /** The error with this reason in an {@code ErrorInfo}; null if there is none. */
  public static @Nullable A2aError ofReason(String reason) {
    for (A2aError error : values()) {
      if (error.name().equals(reason)) {
        return error;
      }
    }
    return null;
  }
}
