package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.internal.Bits;
import io.roundhouse.toolgraph.internal.IdSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tools to call and which of them wait for which. Every tool's cost is counted once, however often its outputs are used. Immutable
 * and safe to share; the steps are worked out when somebody first asks for them.
 */
public final class Plan {

  private final GraphIndex index;
  private final Bits known;
  private final int[] numbers;
  private final long cost;
  private final long lowerBound;
  private volatile @Nullable List<Step> steps;

  /** {@code numbers} are all tools, implicit ones included, each after those it waits for. */
  Plan(GraphIndex index, Bits known, int[] numbers, long cost, long lowerBound) {
    this.index = index;
    this.known = known;
    this.numbers = numbers;
    this.cost = cost;
    this.lowerBound = lowerBound;
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
      after = IdSet.copyOf(after);
    }
  }

  /** Returns the steps in an order that respects all dependencies: by wave, then by id. */
  public List<Step> steps() {
    List<Step> result = steps;
    if (result == null) {
      result = new StepOrder(index, known, numbers).steps();
      steps = result;
    }
    return result;
  }

  /** Returns the weighted sum over all steps. */
  public long cost() {
    return cost;
  }

  /** Returns what no plan can cost less than; equal to {@link #cost} when this plan is known to be the cheapest. */
  public long lowerBound() {
    return lowerBound;
  }

  /** Returns how much more than the cheapest plan this one can cost at most; 0 when it is known to be the cheapest. */
  public long gap() {
    return cost - lowerBound;
  }

  Plan withLowerBound(long bound) {
    return new Plan(index, known, numbers, cost, Math.min(cost, bound));
  }

  /** Returns the tools in the order of the steps. */
  public List<ToolId> tools() {
    return steps().stream().map(Step::tool).toList();
  }

  /** Returns true if nothing is left to call. */
  public boolean isEmpty() {
    for (int tool : numbers) {
      if (!index.arc(tool).implicit()) {
        return false;
      }
    }
    return true;
  }

  /** Returns the tools to call as numbers of the graph's index, each after those it waits for. */
  public int[] toolNumbers() {
    if (!index.hasImplicit()) {
      return numbers.clone();
    }
    return Arrays.stream(numbers).filter(tool -> !index.arc(tool).implicit()).toArray();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Plan that && cost == that.cost && lowerBound == that.lowerBound && steps().equals(that.steps());
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(cost) + steps().hashCode();
  }

  /** Returns the tools separated by arrows, in the order of the steps. */
  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    steps().forEach(step -> names.add(step.tool().value()));
    return names.isEmpty() ? "nothing to call" : String.join(" > ", names);
  }
}
