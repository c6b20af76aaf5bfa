package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.roundhouse.protocols.a2a.grpc.ProtoFile;
import io.roundhouse.protocols.a2a.grpc.ProtoJson;
import io.roundhouse.protocols.a2a.task.StreamEvent;
import io.roundhouse.protocols.a2a.task.TaskStream;
import io.roundhouse.protocols.a2a.wire.A2aError;
import io.roundhouse.protocols.a2a.wire.A2aFault;
import io.roundhouse.protocols.a2a.wire.ErrorTable;
import io.roundhouse.protocols.a2a.wire.Fields;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.util.Base64;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The gRPC binding (A2A specification 1.0.1, section 10): one service for all agents, told apart by the field {@code tenant}; without one
 * the default agent answers. Thread-safe.
 */
final class GrpcBinding {

  private static final ProtoFile A2A = ProtoFile.resource("a2a.proto");
  private static final ProtoFile RPC = ProtoFile.resource("status.proto");
  private static final long MOST_WAITING_BYTES = 1 << 20;

  private final A2aService service;
  private final Caller caller;
  private final A2aMeter meter;
  private final ErrorTable table;
  private final BiFunction<String, Principal, @Nullable HostedAgent> agents;
  private final A2aAdmission admission;

  GrpcBinding(A2aService service, Caller caller, A2aMeter meter, ErrorTable table,
      BiFunction<String, Principal, @Nullable HostedAgent> agents, A2aAdmission admission) {
    this.service = service;
    this.caller = caller;
    this.meter = meter;
    this.table = table;
    this.agents = agents;
    this.admission = admission;
  }

  /** One call: what is needed to answer it. Confined to its event loop. */
  private record Call(
      GrpcServerRequest<Buffer, Buffer> request, Operation operation, ProtoFile.Method method, A2aMeter.Sample sample, Context context) {

    GrpcServerResponse<Buffer, Buffer> response() {
      return request.response();
    }
  }

  /** Takes a call. */
  void handle(GrpcServerRequest<Buffer, Buffer> request) {
    Operation operation = Operation.of(request.methodName());
    ProtoFile.Method method = A2A.methods().get(request.methodName());
    boolean known = request.serviceName().fullyQualifiedName().equals(A2A.packageName() + ".A2AService");
    if (operation == null || method == null || !known) {
      request.response().status(GrpcStatus.UNIMPLEMENTED).end();
      return;
    }
    Context context = Vertx.currentContext();
    Call call = new Call(request, operation, method, meter.begin("grpc"), context);
    boolean[] begun = new boolean[1];
    request.handler(message -> {
      if (!begun[0]) {
        begun[0] = true;
        answer(call, message);
      }
    });
    request.endHandler(end -> {
      if (!begun[0]) {
        begun[0] = true;
        refuse(call, A2aError.INVALID_REQUEST.fault("The call has no message."));
      }
    });
  }

  private void answer(Call call, Buffer message) {
    admission.admit(call.request().headers(), call.request().connection().remoteAddress())
        .compose(principal -> perform(call, message, principal))
        .onComplete(done -> call.sample().ok(call.operation().wire()), failure -> refuse(call, meter.fault(failure)));
  }

  private Future<?> perform(Call call, Buffer message, Principal principal) {
    try {
      ObjectNode params = ProtoJson.read(call.method().input(), message.getBytes());
      caller.requireVersion(header(call, Caller.VERSION_HEADER));
      CallScope scope = scope(call, params, principal);
      if (call.operation().isStreaming()) {
        return service.stream(call.operation(), params, scope).onSuccess(flow -> flow(call, flow));
      }
      return service.perform(call.operation(), params, scope).onSuccess(result -> {
        Buffer bytes = bytes(call, result);
        call.response().end(bytes);
      });
    } catch (InvalidProtocolBufferException e) {
      return Future.failedFuture(A2aError.PARSE_ERROR.fault("The message is not the protocol buffer that the method takes."));
    } catch (A2aFault | Refusal refused) {
      return Future.failedFuture(refused);
    }
  }

  private CallScope scope(Call call, JsonNode params, Principal principal) {
    String tenant = Fields.text(params, "tenant");
    HostedAgent agent = agents.apply(tenant, principal);
    if (agent == null) {
      throw A2aFault.badField("tenant", "There is no such agent here; take the tenant from the agent's card.");
    }
    String last = header(call, "last-event-id");
    String extensions = header(call, Caller.EXTENSIONS_HEADER);
    return new CallScope(agent, Caller.name(principal), principal.authenticated(), Caller.extensions(extensions),
        last.isEmpty() ? null : StreamEvent.Place.parse(last), caller.base(null));
  }

  private static String header(Call call, String name) {
    String value = call.request().headers().get(name);
    return value == null ? "" : value.strip();
  }

  private static Buffer bytes(Call call, JsonNode json) {
    return Buffer.buffer(ProtoJson.write(call.method().output(), json));
  }

  private void flow(Call call, A2aService.Flow flow) {
    Outlet outlet = new Outlet(call);
    call.response().exceptionHandler(lost -> outlet.lost());
    call.request().exceptionHandler(lost -> outlet.lost());
    outlet.stop = flow.into(outlet);
  }

  /** Writes a stream; a client that does not read is cut off once too much waits for it. Confined to the call's event loop. */
  private static final class Outlet implements TaskStream {

    private final Call call;
    private Runnable stop = () -> { };
    private long waiting;
    private boolean over;

    Outlet(Call call) {
      this.call = call;
    }

    @Override
    public void event(StreamEvent event) {
      Buffer bytes = bytes(call, event.json());
      call.context().runOnContext(on -> write(bytes));
    }

    private void write(Buffer bytes) {
      if (over) {
        return;
      }
      waiting += bytes.length();
      if (waiting > MOST_WAITING_BYTES) {
        lost();
        call.response().status(GrpcStatus.RESOURCE_EXHAUSTED).end();
        return;
      }
      call.response().write(bytes).onComplete(written -> waiting -= bytes.length(), gone -> lost());
    }

    @Override
    public void end() {
      call.context().runOnContext(on -> {
        if (!over) {
          over = true;
          call.response().end();
        }
      });
    }

    void lost() {
      if (!over) {
        over = true;
        stop.run();
      }
    }
  }

  private void refuse(Call call, A2aFault fault) {
    call.sample().error();
    int code = fault.error().grpc(table).code();
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("code", code).put("message", fault.sentence());
    var details = status.putArray("details");
    if (fault.field() != null) {
      ObjectNode violation = JsonNodeFactory.instance.objectNode();
      violation.putArray("fieldViolations").addObject().put("field", fault.field()).put("description", fault.sentence());
      details.add(packed("BadRequest", violation));
    }
    details.add(packed("ErrorInfo", JsonNodeFactory.instance.objectNode().put("reason", fault.reason()).put("domain", fault.domain())));
    byte[] bytes = ProtoJson.write(RPC.message("Status"), status);
    call.response().trailers().set("grpc-status-details-bin", Base64.getEncoder().withoutPadding().encodeToString(bytes));
    call.response().status(GrpcStatus.valueOf(code)).statusMessage(fault.sentence()).end();
  }

  private static ObjectNode packed(String type, JsonNode json) {
    byte[] bytes = ProtoJson.write(RPC.message(type), json);
    return JsonNodeFactory.instance.objectNode()
        .put("typeUrl", "type.googleapis.com/google.rpc." + type).put("value", Base64.getEncoder().encodeToString(bytes));
  }
}
