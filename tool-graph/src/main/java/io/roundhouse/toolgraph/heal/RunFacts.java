package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.internal.IdSet;
import java.util.List;
import java.util.Set;

/**
 * What is certain about a run, as a journal tells it: enough to start one or to go on after a crash. Immutable.
 *
 * @param given the items that were there at the start; what calls yielded is in {@code completed}
 * @param completed the calls whose effect stands, oldest first; a call that was compensated is not listed
 * @param excluded tools that this run must not call any more: refused input, denied, or given up
 * @param inDoubt tools that were called without a recorded outcome
 * @param approved gated tools that a person let through
 * @param rung the rung the run is on; 0 is the top
 * @param waived tools in doubt that a person has taken over
 */
public record RunFacts(Set<ItemId> given, List<CompletedCall> completed, Set<ToolId> excluded, Set<ToolId> inDoubt, Set<ToolId> approved,
    int rung, Set<ToolId> waived) {

  /** Copies everything; sets iterate in the order of ids. */
  public RunFacts {
    given = IdSet.copyOf(given);
    completed = List.copyOf(completed);
    excluded = IdSet.copyOf(excluded);
    inDoubt = IdSet.copyOf(inDoubt);
    approved = IdSet.copyOf(approved);
    waived = IdSet.copyOf(waived);
  }

  /** A call that succeeded, and what it yielded. */
  public record CompletedCall(ToolId tool, Set<ItemId> produced) {

    /** Copies the set in the order of ids. */
    public CompletedCall {
      produced = IdSet.copyOf(produced);
    }
  }

  /** Returns the facts of a run that has not begun: the graph's inputs and nothing else. */
  public static RunFacts of(ToolGraph graph) {
    return new RunFacts(graph.inputs(), List.of(), Set.of(), Set.of(), Set.of(), 0, Set.of());
  }

  /** Returns these facts with other items given at the start. */
  public RunFacts withGiven(Set<ItemId> items) {
    return new RunFacts(items, completed, excluded, inDoubt, approved, rung, waived);
  }

  /** Returns these facts with other completed calls. */
  public RunFacts withCompleted(List<CompletedCall> calls) {
    return new RunFacts(given, calls, excluded, inDoubt, approved, rung, waived);
  }

  /** Returns these facts with other excluded tools. */
  public RunFacts withExcluded(Set<ToolId> tools) {
    return new RunFacts(given, completed, tools, inDoubt, approved, rung, waived);
  }

  /** Returns these facts with other calls in doubt. */
  public RunFacts withInDoubt(Set<ToolId> tools) {
    return new RunFacts(given, completed, excluded, tools, approved, rung, waived);
  }

  /** Returns these facts with other approvals. */
  public RunFacts withApproved(Set<ToolId> tools) {
    return new RunFacts(given, completed, excluded, inDoubt, tools, rung, waived);
  }

  /** Returns these facts on another rung. */
  public RunFacts withRung(int number) {
    return new RunFacts(given, completed, excluded, inDoubt, approved, number, waived);
  }

  /** Returns these facts with other calls in doubt that a person has taken over; they belong to the calls in doubt, too. */
  public RunFacts withWaived(Set<ToolId> tools) {
    return new RunFacts(given, completed, excluded, inDoubt, approved, rung, tools);
  }
}
