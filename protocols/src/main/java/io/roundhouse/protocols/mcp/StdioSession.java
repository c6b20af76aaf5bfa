package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.BoundedJson;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.http.RpcMessage;
import io.roundhouse.runtime.Cancellation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What one client on a pair of streams has going on: at most one session, and requests that need none. Confined to an event loop. */
final class StdioSession {

  private static final int DEEPEST = 64;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final long POLL_MILLIS = 10;

  private final Vertx vertx;
  private final McpCore core;
  private final ModernCore modern;
  private final SessionCore sessionCore;
  private final LineWriter output;
  private final BoundedJson json = new BoundedJson(DEEPEST);
  private final Map<JsonNode, Cancellation> calls = new ConcurrentHashMap<>();
  private @Nullable McpSession session;

  StdioSession(Vertx vertx, McpCore core, LineWriter output) {
    this.vertx = vertx;
    this.core = core;
    this.modern = new ModernCore(core);
    this.sessionCore = new SessionCore(core);
    this.output = output;
  }

  /** Takes one line from the client. */
  void take(byte[] line) {
    if (new String(line, StandardCharsets.UTF_8).isBlank()) {
      return;
    }
    try {
      if (line.length > McpStdio.LONGEST_LINE) {
        throw Refusal.of(413, "line-too-long", "A message may have " + McpStdio.LONGEST_LINE + " bytes at most.");
      }
      dispatch(RpcMessage.of(json.parse(Buffer.buffer(line))));
    } catch (Refusal e) {
      output.send(RpcMessage.failure(NullNode.instance, RpcError.of(RpcError.codeOf(e), e.sentence())));
    }
  }

  /** Gives what is under way a moment to end, cancels the rest, and waits until everything is written. */
  Future<Void> close() {
    long deadline = System.nanoTime() + LAST_WORDS.toNanos();
    Promise<Void> quiet = Promise.promise();
    vertx.setPeriodic(POLL_MILLIS, timer -> {
      if (calls.isEmpty() || System.nanoTime() >= deadline) {
        vertx.cancelTimer(timer);
        quiet.complete();
      }
    });
    return quiet.future().compose(done -> end());
  }

  private Future<Void> end() {
    Map.copyOf(calls).values().forEach(call -> call.cancel("the client closed its output"));
    McpSession open = session;
    Future<Void> closed = open == null ? Future.succeededFuture() : open.close("the client closed its output");
    return closed.otherwiseEmpty().compose(done -> output.end());
  }

  private void dispatch(RpcMessage message) {
    switch (message) {
      case RpcMessage.Request request when ModernCore.claims(request.params()) -> alone(request);
      case RpcMessage.Request request when request.method().equals("initialize") -> initialize(request);
      case RpcMessage.Request request -> {
        McpSession open = session;
        if (open == null) {
          output.fail(request.id(), RpcFault.of(RpcError.INVALID_REQUEST,
              "The request names no version of the protocol in its '_meta', and no session was opened with 'initialize'."));
        } else {
          sessionCore.handle(open, request, Principal.ANONYMOUS, output);
        }
      }
      case RpcMessage.Notification notification -> notified(notification);
      case RpcMessage.Response response -> {
        McpSession open = session;
        if (open != null) {
          sessionCore.handle(open, response);
        }
      }
    }
  }

  private void alone(RpcMessage.Request request) {
    Call call = new Call(request.id());
    if (calls.size() >= core.options().sessions().mostCalls() || calls.putIfAbsent(request.id(), call.cancellation()) != null) {
      output.fail(request.id(), RpcFault.of(RpcError.INVALID_REQUEST, "A request with this 'id' is under way, or too many are."));
      return;
    }
    try {
      JsonNode params = request.paramsOrEmpty();
      ModernCore.requireMeta(params);
      ModernCore.requireVersion(params);
      if (!modern.knows(request.method())) {
        throw RpcFault.of(RpcError.METHOD_NOT_FOUND, "There is no method of this name.");
      }
      modern.handle(request, Principal.ANONYMOUS, call, call.cancellation());
    } catch (RpcFault e) {
      call.fail(request.id(), e);
    }
  }

  private void initialize(RpcMessage.Request request) {
    sessionCore.sdk().open(request.paramsOrEmpty()).onComplete(
        opened -> {
          McpSession earlier = session;
          if (earlier != null) {
            sessionCore.forget(earlier);
            earlier.close("the client opened another session");
          }
          McpSession begun = new McpSession(vertx, opened, request.paramsOrEmpty(), Principal.ANONYMOUS, core.options(), System.nanoTime());
          begun.listen(output);
          session = begun;
          output.send(RpcMessage.success(request.id(), opened.result()));
        },
        refused -> output.fail(request.id(), refused));
  }

  private void notified(RpcMessage.Notification notification) {
    JsonNode params = notification.params() == null ? NullNode.instance : notification.params();
    Cancellation call = notification.method().equals("notifications/cancelled") && params.has("requestId")
        ? calls.remove(params.get("requestId"))
        : null;
    McpSession open = session;
    if (call != null) {
      call.cancel(params.path("reason").asText("the client cancelled the request"));
    } else if (open != null) {
      sessionCore.handle(open, notification);
    }
  }

  /** The answer to one request that stands for itself; says nothing any more once it is cancelled. */
  private final class Call implements Outlet {

    private final JsonNode id;
    private final Cancellation cancellation = new Cancellation();

    private Call(JsonNode id) {
      this.id = id;
    }

    private Cancellation cancellation() {
      return cancellation;
    }

    @Override
    public Future<Void> send(ObjectNode message) {
      if (!message.has("method")) {
        calls.remove(id, cancellation);
      }
      return cancellation.isCancelled() ? Future.succeededFuture() : output.send(message);
    }

    @Override
    public void close() {
      calls.remove(id, cancellation);
    }
  }
}
