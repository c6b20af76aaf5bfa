package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolMonitor;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.health.Signal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at tools from time to time, and at their real calls, and reports what it sees. {@link #observed} is thread-safe. */
final class Monitors {

  private static final Logger LOG = LoggerFactory.getLogger(Monitors.class);

  /** Where a monitor's findings go. */
  @FunctionalInterface
  interface Reports {
    void report(ToolMonitor monitor, Signal signal);
  }

  private final Vertx vertx;
  private final LocalRuntime host;
  private final Reports reports;
  private final Context context;
  private final Map<String, Watch> watches = new HashMap<>();
  private final List<Long> timers = new ArrayList<>();

  Monitors(LocalRuntime host, List<ToolMonitor> monitors, Reports reports) {
    this.vertx = host.vertx();
    this.host = host;
    this.reports = reports;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    for (ToolMonitor monitor : monitors) {
      Watch watch = new Watch(monitor);
      watches.put(monitor.tool(), watch);
      if (monitor.ping() != null || monitor.risk() != null) {
        timers.add(vertx.setPeriodic(monitor.interval().toMillis(), due -> context.runOnContext(now -> watch.look())));
      }
    }
  }

  /** A real call of the tool has ended after so long. */
  void observed(String tool, ToolResult result, long millis) {
    Watch watch = watches.get(tool);
    if (watch != null) {
      watch.window.add(result, millis).ifPresent(bad -> reports.report(watch.monitor, bad));
    }
  }

  void close() {
    timers.forEach(vertx::cancelTimer);
  }

  /** One tool's monitor at work. Confined to the monitors' event loop, except for its window. */
  private final class Watch {

    private final ToolMonitor monitor;
    private final CallWindow window;
    private boolean pinging;
    private boolean weighing;
    private String risk = "";

    Watch(ToolMonitor monitor) {
      this.monitor = monitor;
      this.window = new CallWindow(monitor);
    }

    void look() {
      ToolMonitor.Probe ping = monitor.ping();
      if (ping != null && !pinging) {
        pinging = true;
        probe(ping).onComplete(outcome -> {
          pinging = false;
          if (outcome.failed() || outcome.result().isPresent()) {
            reports.report(monitor, new Signal.Ping(outcome.succeeded() && outcome.result().get() instanceof ToolResult.Success));
          }
        });
      }
      ToolMonitor.Probe weigh = monitor.risk();
      if (weigh != null && !weighing) {
        weighing = true;
        probe(weigh).onComplete(outcome -> {
          weighing = false;
          if (outcome.succeeded() && outcome.result().orElse(null) instanceof ToolResult.Success found) {
            weighed(kind(found.output()));
          } else {
            LOG.warn("the look at the risk of tool '{}' came to nothing; it stays as it was", monitor.tool(), outcome.cause());
          }
        });
      }
    }

    private void weighed(String kind) {
      if (!kind.equals(risk)) {
        reports.report(monitor, kind.isEmpty() ? new Signal.Risk(risk, false) : new Signal.Risk(kind, true));
        risk = kind;
      }
    }

    private static String kind(JsonNode output) {
      return output.isObject() ? output.path("risk").asText("") : output.asText("");
    }

    /** Empty if the catalog does not have the tool yet. */
    private Future<Optional<ToolResult>> probe(ToolMonitor.Probe probe) {
      Promise<Optional<ToolResult>> here = Promise.promise();
      started(probe).timeout(monitor.timeout().toMillis(), TimeUnit.MILLISECONDS)
          .onComplete(done -> context.runOnContext(now -> here.handle(done)));
      return here.future();
    }

    private Future<Optional<ToolResult>> started(ToolMonitor.Probe probe) {
      try {
        return switch (probe) {
          case ToolMonitor.Probe.ByCode code -> code.code().get().map(Optional::of);
          case ToolMonitor.Probe.ByTool by -> {
            Optional<Tool> tool = host.catalog().tool(by.tool());
            yield tool.isEmpty() ? Future.succeededFuture(Optional.empty()) : call(tool.get(), by.arguments()).map(Optional::of);
          }
        };
      } catch (RuntimeException e) {
        return Future.failedFuture(e);
      }
    }

    private Future<ToolResult> call(Tool tool, JsonNode arguments) {
      ToolCall call =
          new ToolCall(RunId.random(), "monitor", "monitor/" + tool.name(), arguments, monitor.timeout(), new Cancellation());
      return switch (tool.body()) {
        case ToolBody.Async async -> async.call().call(call);
        case ToolBody.Blocking blocking -> blocking(tool.name(), blocking.call(), call);
        case ToolBody.Graph graph -> Future.succeededFuture(ToolResult.failure(
            FailureClass.BAD_INPUT, "a monitor does not call the graph '" + tool.name() + "'"));
      };
    }

    private Future<ToolResult> blocking(String name, ToolBody.BlockingCall body, ToolCall call) {
      Promise<ToolResult> answer = Promise.promise();
      Thread thread = Thread.ofVirtual().name("roundhouse-monitor-" + name).start(() -> {
        try {
          answer.tryComplete(body.call(call));
        } catch (Exception e) {
          answer.tryFail(e);
        }
      });
      long timer = vertx.setTimer(call.timeout().toMillis(), late -> thread.interrupt());
      return answer.future().onComplete(done -> vertx.cancelTimer(timer));
    }
  }
}
