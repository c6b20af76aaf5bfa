package io.roundhouse.protocols.mcp.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.mcp.client.pinning.Held;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a server's tools: not while it is gone, not what is held back, in turns, and once more where the server has forgotten the
 * session. Thread-safe; a call completes on its caller's context.
 */
final class RemoteCalls {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteCalls.class);

  private final Vertx vertx;
  private final Context context;
  private final McpServer server;
  private final Lifeline lifeline;
  private final Toolbox toolbox;
  private final Inventory inventory;
  private final Turns turns;
  private final Timer answered;
  private final Timer failed;

  RemoteCalls(
      Vertx vertx, Context context, McpServer server, Lifeline lifeline, Toolbox toolbox, Inventory inventory, MeterRegistry meters) {
    this.vertx = vertx;
    this.context = context;
    this.server = server;
    this.lifeline = lifeline;
    this.toolbox = toolbox;
    this.inventory = inventory;
    this.turns = new Turns(server.limits());
    this.answered = timer(meters, "ok");
    this.failed = timer(meters, "error");
  }

  private Timer timer(MeterRegistry meters, String outcome) {
    return Timer.builder("roundhouse.mcp.client.calls")
        .description("Calls of tools of downstream MCP servers")
        .tag("server", server.name())
        .tag("outcome", outcome)
        .register(meters);
  }

  Future<ToolResult> call(String remote, ToolCall call) {
    Context caller = vertx.getOrCreateContext();
    Promise<ToolResult> promise = Promise.promise();
    long start = System.nanoTime();
    context.runOnContext(on -> callHere(remote, call).onComplete(done -> {
      Timer timer = done.result() instanceof ToolResult.Success ? answered : failed;
      timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      caller.runOnContext(back -> promise.handle(done));
    }));
    return promise.future();
  }

  private Future<ToolResult> callHere(String remote, ToolCall call) {
    Optional<Attempt> ready = lifeline.ready();
    if (ready.isEmpty()) {
      return Future.succeededFuture(ToolResult.failure(FailureClass.OUTAGE, lifeline.gone()));
    }
    Attempt attempt = ready.get();
    Held holding = toolbox.held(remote);
    if (holding != null) {
      return Future.succeededFuture(ToolResult.failure(FailureClass.OUTAGE, holding.sentence()));
    }
    inventory.refreshIfStale(attempt);
    Duration timeout = server.callTimeout().compareTo(call.timeout()) < 0 ? server.callTimeout() : call.timeout();
    CallConversation conversation = new CallConversation(server, call.dialogue(), context);
    return turns.take(call.cancellation(),
            () -> attempt.call(Translation.request(remote, call), timeout, call.cancellation(), conversation)
                .recover(why -> why instanceof CallFault fault && fault.isSessionOver()
                    ? lifeline.next().compose(next ->
                        next.call(Translation.request(remote, call), timeout, call.cancellation(), conversation))
                    : Future.failedFuture(why)))
        .map(result -> Translation.result(server, result))
        .otherwise(why -> {
          if (!(why instanceof CallFault) && !(why instanceof RpcFault)) {
            LOG.warn("the answer of server '{}' to tool '{}' cannot be read", server.name(), remote, why);
          }
          return Translation.failure(server.name(), why);
        });
  }
}
