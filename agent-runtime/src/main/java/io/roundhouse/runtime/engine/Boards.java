package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.BreakerState;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.roundhouse.toolgraph.health.MonitorPolicy;
import io.roundhouse.toolgraph.health.Signal;
import java.util.List;

/** Every health board that knows a tool: the one for calls outside graphs, and those of the graphs it does steps of. */
record Boards(AgentRuntime runtime) {

  void report(String tool, Signal signal, MonitorPolicy limits, long now) {
    report(runtime.health(), ToolId.of(tool), signal, limits, now);
    Catalog catalog = runtime.catalog();
    for (Tool other : catalog.tools()) {
      if (other.body() instanceof ToolBody.Graph body) {
        GraphTool graph = body.graph();
        graph.steps().forEach((step, binding) -> {
          if (binding.tool().equals(tool)) {
            HealthBoard board = runtime.health(graph.graph().name());
            board.register(graph.graph());
            report(board, step, signal, limits, now);
          }
        });
      }
      List<StepBinding> standIns = catalog.standIns(other.name());
      boolean among = other.name().equals(tool) || standIns.stream().anyMatch(one -> one.tool().equals(tool));
      if (!standIns.isEmpty() && among) {
        report(runtime.health(StandIns.graphName(other.name())), ToolId.of(tool), signal, limits, now);
      }
    }
  }

  /** An answered ping is news only for a breaker that is not closed. */
  private static void report(HealthBoard board, ToolId id, Signal signal, MonitorPolicy limits, long now) {
    boolean noNews = signal instanceof Signal.Ping ping && ping.answers() && board.state(id, now) == BreakerState.CLOSED;
    if (!noNews) {
      board.report(id, signal, limits, now);
    }
  }
}
