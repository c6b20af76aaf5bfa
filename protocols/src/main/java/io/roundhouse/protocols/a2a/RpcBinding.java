package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.protocols.a2a.wire.A2aError;
import io.roundhouse.protocols.a2a.wire.A2aFault;
import io.roundhouse.protocols.a2a.wire.FieldNames;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.Replies;
import io.roundhouse.protocols.http.RpcMessage;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** The JSON-RPC binding (A2A specification 1.0.1, section 9). Thread-safe. */
final class RpcBinding {

  private final A2aService service;
  private final Caller caller;
  private final SseOutlet outlet;
  private final A2aMeter meter;

  RpcBinding(A2aService service, Caller caller, SseOutlet outlet, A2aMeter meter) {
    this.service = service;
    this.caller = caller;
    this.outlet = outlet;
    this.meter = meter;
  }

  /** Answers one message. */
  void handle(RoutingContext context, HostedAgent agent, JsonNode body) {
    RpcMessage message = RpcMessage.of(body);
    if (!(message instanceof RpcMessage.Request request)) {
      throw Refusal.of(400, "invalid-request", "A request needs a 'method' and an 'id'.");
    }
    CallScope scope = caller.scope(context, agent);
    A2aMeter.Sample sample = meter.begin(agent.name());
    Operation operation = Operation.of(request.method());
    Future<?> answered = perform(context, scope, operation, request);
    answered.onComplete(
        done -> sample.ok(request.method()),
        failure -> {
          sample.error();
          Replies.json(context, 200, RpcMessage.failure(request.id(), meter.fault(failure).toRpc()));
        });
  }

  private Future<?> perform(RoutingContext context, CallScope scope, @org.jspecify.annotations.Nullable Operation operation,
      RpcMessage.Request request) {
    try {
      caller.requireVersion(context.request());
      if (operation == null) {
        throw A2aError.METHOD_NOT_FOUND.fault("There is no such method in A2A 1.0.");
      }
      JsonNode params = request.params() == null ? JsonNodeFactory.instance.objectNode() : FieldNames.camel(request.params());
      caller.announce(context, scope);
      if (operation.isStreaming()) {
        return service.stream(operation, params, scope).onSuccess(flow ->
            outlet.flow(context, flow, event -> RpcMessage.success(request.id(), event)));
      }
      return service.perform(operation, params, scope).onSuccess(result ->
          Replies.json(context, 200, RpcMessage.success(request.id(), result)));
    } catch (A2aFault refused) {
      return Future.failedFuture(refused);
    }
  }
}
