package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.ToolId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tools to call and which of them wait for which. Every tool's cost is counted once, however often its outputs are used. Immutable.
 *
 * @param steps in an order that respects all dependencies; equal waves are in the order of ids
 * @param cost the weighted sum over all steps
 * @param lowerBound no plan can cost less; equal to {@code cost} when the plan is known to be the cheapest
 */
public record Plan(List<Step> steps, long cost, long lowerBound) {

  /** Copies the steps. */
  public Plan {
    steps = List.copyOf(steps);
  }

  /**
   * One call.
   *
   * @param after the steps whose outputs it needs; empty when everything it needs is known already
   * @param wave steps of the same wave do not depend on each other and can run at the same time; the first wave is 0
   */
  public record Step(ToolId tool, Set<ToolId> after, int wave) {

    /** Copies the set in the order of ids. */
    public Step {
      after = Collections.unmodifiableSet(new TreeSet<>(after));
    }
  }

  /** Returns the tools in the order of the steps. */
  public List<ToolId> tools() {
    return steps.stream().map(Step::tool).toList();
  }

  /** Returns how much more than the cheapest plan this one can cost at most; 0 when it is known to be the cheapest. */
  public long gap() {
    return cost - lowerBound;
  }

  /** Returns true if nothing is left to call. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Returns the tools separated by arrows, in the order of the steps. */
  @Override
  public String toString() {
    return steps.isEmpty() ? "nothing to call" : steps.stream().map(step -> step.tool().value()).collect(Collectors.joining(" > "));
  }
}
