package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.protocols.a2a.legacy.NewForm;
import io.roundhouse.protocols.a2a.legacy.OldForm;
import io.roundhouse.protocols.a2a.wire.A2aError;
import io.roundhouse.protocols.a2a.wire.A2aFault;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.Replies;
import io.roundhouse.protocols.http.RpcMessage;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** JSON-RPC as clients of 0.3 speak it, over the same operations. Thread-safe. */
final class LegacyBinding {

  private final A2aService service;
  private final Caller caller;
  private final SseOutlet outlet;
  private final A2aMeter meter;

  LegacyBinding(A2aService service, Caller caller, SseOutlet outlet, A2aMeter meter) {
    this.service = service;
    this.caller = caller;
    this.outlet = outlet;
    this.meter = meter;
  }

  /** Whether the message is one of 0.3: by its headers, and by the name of its method. */
  boolean takes(RoutingContext context, JsonNode body) {
    return caller.isLegacy(context.request()) && body.path("method").asText("").indexOf('/') > 0;
  }

  void handle(RoutingContext context, HostedAgent agent, JsonNode body) {
    if (!(RpcMessage.of(body) instanceof RpcMessage.Request request)) {
      throw Refusal.of(400, "invalid-request", "A request needs a 'method' and an 'id'.");
    }
    A2aMeter.Sample sample = meter.begin(agent.name());
    perform(context, caller.scope(context, agent), request).onComplete(
        done -> sample.ok(request.method()),
        failure -> {
          sample.error();
          Replies.json(context, 200, RpcMessage.failure(request.id(), meter.fault(failure).toRpc()));
        });
  }

  private Future<?> perform(RoutingContext context, CallScope scope, RpcMessage.Request request) {
    String name = NewForm.operation(request.method());
    Operation operation = name == null ? null : Operation.of(name);
    if (name == null || operation == null) {
      return Future.failedFuture(A2aError.METHOD_NOT_FOUND.fault("There is no such method in A2A 0.3."));
    }
    try {
      JsonNode params = NewForm.params(name, request.paramsOrEmpty());
      if (operation.isStreaming()) {
        return service.stream(operation, params, scope).onSuccess(flow ->
            outlet.flow(context, flow, event -> RpcMessage.success(request.id(), OldForm.event(event))));
      }
      return service.perform(operation, params, scope).onSuccess(result ->
          Replies.json(context, 200, RpcMessage.success(request.id(), result(operation, result))));
    } catch (A2aFault refused) {
      return Future.failedFuture(refused);
    }
  }

  private static JsonNode result(Operation operation, JsonNode result) {
    return switch (operation) {
      case SEND_MESSAGE -> OldForm.event(result);
      case GET_TASK, CANCEL_TASK -> OldForm.task(result);
      case CREATE_PUSH_CONFIG, GET_PUSH_CONFIG -> OldForm.push(result);
      case LIST_PUSH_CONFIGS -> {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        result.path("configs").forEach(config -> all.add(OldForm.push(config)));
        yield all;
      }
      case DELETE_PUSH_CONFIG -> JsonNodeFactory.instance.nullNode();
      case GET_EXTENDED_CARD, LIST_TASKS, SEND_STREAMING_MESSAGE, SUBSCRIBE_TO_TASK -> result;
    };
  }
}
