package io.roundhouse.toolgraph.eval;

import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.heal.Decision;
import io.roundhouse.toolgraph.heal.HealEvent;
import io.roundhouse.toolgraph.heal.HealPolicy;
import io.roundhouse.toolgraph.heal.Healer;
import io.roundhouse.toolgraph.heal.RunFacts;
import io.roundhouse.toolgraph.health.HealthBoard;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plays one scenario to its end: calls of tools that are down fail, all others work. Keeps everything the healer decided. */
public final class ScenarioRun {

  private final ToolGraph graph;
  private final Set<ToolId> down;
  private final List<Decision> log = new ArrayList<>();
  private final List<ToolId> attempts = new ArrayList<>();
  private final List<ToolId> completed = new ArrayList<>();
  private int failures;
  private int answers;

  private ScenarioRun(ToolGraph graph, Set<ToolId> down) {
    this.graph = graph;
    this.down = down;
  }

  /** Plays the graph with those tools down; {@code foreseen} tells the health board before the start. */
  public static ScenarioRun play(ToolGraph graph, Set<ToolId> down, boolean foreseen, @Nullable String risk) {
    return play(graph, down, foreseen, risk, HealthBoard.ofDefaults());
  }

  /** Does the same with a board that has seen the graph before and on which everything works. */
  public static ScenarioRun play(ToolGraph graph, Set<ToolId> down, boolean foreseen, @Nullable String risk, HealthBoard board) {
    if (foreseen) {
      down.forEach(tool -> board.trip(tool, 0));
    }
    ScenarioRun run = new ScenarioRun(graph, down);
    run.play(Healer.start(graph, board, RunFacts.of(graph), HealPolicy.ofDefaults()), risk);
    return run;
  }

  private void play(Healer healer, @Nullable String risk) {
    Deque<Decision> todo = new ArrayDeque<>();
    if (risk != null) {
      note(healer.on(new HealEvent.RiskRaised(risk, "reported before the start"), 0), todo);
    }
    note(healer.begin(0), todo);
    while (!todo.isEmpty()) {
      if (todo.remove() instanceof Decision.Call call) {
        attempts.add(call.tool());
        if (down.contains(call.tool())) {
          failures++;
          List<Decision> next = healer.on(HealEvent.ToolFailed.of(call.tool(), FailureClass.OUTAGE, "down"), 0);
          answers += (int) next.stream().filter(decision -> !(decision instanceof Decision.Call)).count();
          note(next, todo);
        } else {
          completed.add(call.tool());
          note(healer.on(HealEvent.ToolSucceeded.of(graph.tool(call.tool())), 0), todo);
        }
      }
    }
  }

  private void note(List<Decision> decisions, Deque<Decision> todo) {
    log.addAll(decisions);
    todo.addAll(decisions);
  }

  /** Returns every decision in order. */
  public List<Decision> log() {
    return List.copyOf(log);
  }

  /** Returns every call in order, also those that failed. */
  public List<ToolId> attempts() {
    return List.copyOf(attempts);
  }

  /** Returns the calls that worked, in order. */
  public List<ToolId> completed() {
    return List.copyOf(completed);
  }

  /** Returns true if the goal was reached. */
  public boolean isComplete() {
    return !log.isEmpty() && log.getLast() instanceof Decision.Complete;
  }

  /** Returns how often the healer found another route. */
  public int reroutes() {
    return count(Decision.Reroute.class);
  }

  /** Returns how often a person or an LLM was asked. */
  public int escalations() {
    return count(Decision.Escalate.class) + count(Decision.AskApproval.class);
  }

  /** Returns how many calls failed. */
  public int failures() {
    return failures;
  }

  /** Returns how many failed calls were not answered by exactly one decision. */
  public int silentFailures() {
    return Math.abs(failures - answers);
  }

  /** Returns how many calls repeated a call that had worked. */
  public int repeats() {
    return (int) (completed.size() - completed.stream().distinct().count());
  }

  private int count(Class<? extends Decision> kind) {
    return (int) log.stream().filter(kind::isInstance).count();
  }
}
