package io.roundhouse.toolgraph.explain;

import io.roundhouse.toolgraph.ToolId;
import java.util.List;

/** Something that would lead to another plan. {@code toString} says it in words. Immutable. */
public sealed interface Change {

  /** If the tool failed, these tools would be called instead and the plan would cost so much more. */
  record ToolFails(ToolId tool, List<ToolId> instead, long extraCost) implements Change {

    /** Copies the list. */
    public ToolFails {
      instead = List.copyOf(instead);
    }

    @Override
    public String toString() {
      return "if " + tool + " failed: " + (instead.isEmpty() ? "the same without it" : instead) + ", "
          + Alternatives.words(extraCost);
    }
  }

  /** If the tool failed, only a weaker goal would be left. */
  record GoalFalls(ToolId tool, String rung) implements Change {
    @Override
    public String toString() {
      return "if " + tool + " failed: only '" + rung + "' would be in reach";
    }
  }

  /** If the tool failed, there would be no route at all. */
  record RouteEnds(ToolId tool) implements Change {
    @Override
    public String toString() {
      return "if " + tool + " failed: no route";
    }
  }

  /** The tool would be part of the plan if its weighted cost were below {@code threshold} instead of {@code cost}. */
  record PriceFalls(ToolId tool, long cost, long threshold) implements Change {
    @Override
    public String toString() {
      return "if " + tool + " cost less than " + threshold + " instead of " + cost + ": it would be called";
    }
  }

  /** If the tool could be called again, the plan would cost so much less, or reach a better rung. */
  record ToolReturns(ToolId tool, long saving, boolean betterRung) implements Change {
    @Override
    public String toString() {
      return "if " + tool + " came back: " + (betterRung ? "a better goal would be in reach" : saving + " less");
    }
  }
}
