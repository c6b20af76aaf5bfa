package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.internal.Bits;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest set of tools when shared work is paid once, by branch and bound from the goals backwards. That problem is NP-hard,
 * so it is only for small cases: at most 64 tools and items that matter, and a bounded number of steps. Not thread-safe.
 */
final class ExactSearch {

  /** Far above what random graphs of 60 tools need, whose answers take 2 ms at most; bounds the worst case. */
  private static final int MAX_VISITS = 5_000;

  private final GraphIndex index;
  private final SmallGraph small;
  private final long[] weight;
  private final Limits limits;
  private final long[] lowest;
  private final Set<State> seen = new HashSet<>();
  private long best;
  private long bestTools;
  private boolean found;
  private int visits;

  /** Where the search has been; going there by another order of the same choices leads nowhere new. */
  private record State(long chosen, long needed) {}

  private ExactSearch(GraphIndex index, SmallGraph small, long[] weight, long[] lowest, Limits limits, long atMost) {
    this.index = index;
    this.small = small;
    this.weight = weight;
    this.lowest = lowest;
    this.limits = limits;
    this.best = atMost;
  }

  /** The cheapest set that was found and whether it is proven to be the cheapest; no tools at all when nothing was found. */
  static final class Answer {
    final int @Nullable [] tools;
    final boolean proven;

    Answer(int @Nullable [] tools, boolean proven) {
      this.tools = tools;
      this.proven = proven;
    }
  }

  /**
   * Returns the cheapest set of tools that costs less than {@code atMost}. {@code dearest} is a finished search that knows the
   * least costs.
   */
  static @Nullable Answer run(Search dearest, Bits known, Bits blocked, long[] weight, int[] goals, Limits limits, long atMost) {
    SmallGraph small = SmallGraph.of(dearest, known, blocked, weight, goals);
    if (small == null) {
      return null;
    }
    if (limits.isNone() && !dearest.index.isAcyclic()) {
      return FactSearch.run(small, weight, atMost);
    }
    ExactSearch search = new ExactSearch(dearest.index, small, weight, dearest.least, limits, atMost);
    search.visit(0, small.goals, small.known, 0, 0);
    boolean proven = search.visits <= MAX_VISITS;
    return new Answer(search.found ? small.numbers(search.bestTools) : null, proven);
  }

  private void visit(long chosen, long needed, long provided, long total, long price) {
    if (++visits > MAX_VISITS || total >= best || price > limits.maxPriceMicros()) {
      return;
    }
    long open = needed & ~provided;
    if (open == 0) {
      arrive(chosen, needed, provided, total, price);
      return;
    }
    if (bound(chosen, open, provided, total) >= best || !seen.add(new State(chosen, needed))) {
      return;
    }
    int item = mostConstrained(open);
    long makers = small.producers[item] & ~chosen;
    for (; makers != 0; makers &= makers - 1) {
      choose(Long.numberOfTrailingZeros(makers), chosen, needed, provided, total, price);
    }
  }

  private void choose(int tool, long chosen, long needed, long provided, long total, long price) {
    int number = small.tools[tool];
    long nextTotal = total + weight[number];
    long nextPrice = price + index.arc(number).cost().priceMicros();
    long nextProvided = provided | small.outputs[tool];
    for (long inputs : small.inputs[tool]) {
      visit(chosen | (1L << tool), needed | inputs, nextProvided, nextTotal, nextPrice);
    }
  }

  /** Every needed item has a maker; in a graph with circles they may only make each other, then somebody else has to make one. */
  private void arrive(long chosen, long needed, long provided, long total, long price) {
    long derived = small.derive(chosen);
    long circular = needed & ~derived;
    if (circular == 0) {
      if (small.latencyMillis(chosen) <= limits.maxLatencyMillis()) {
        best = total;
        bestTools = chosen;
        found = true;
      }
      return;
    }
    long makers = 0;
    for (long rest = circular; rest != 0; rest &= rest - 1) {
      makers |= small.producers[Long.numberOfTrailingZeros(rest)];
    }
    for (makers &= ~chosen; makers != 0; makers &= makers - 1) {
      choose(Long.numberOfTrailingZeros(makers), chosen, needed, provided, total, price);
    }
  }

  /** No way to go on from here costs less: the dearest open item has to be paid, and what is chosen already is free for it. */
  private long bound(long chosen, long open, long provided, long total) {
    long whole = 0;
    for (long rest = open; rest != 0; rest &= rest - 1) {
      whole = Math.max(whole, lowest[small.items[Long.numberOfTrailingZeros(rest)]]);
    }
    return whole >= best ? whole : total + small.remaining(chosen, open, provided, weight);
  }

  private int mostConstrained(long open) {
    int best = -1;
    int fewest = Integer.MAX_VALUE;
    for (long rest = open; rest != 0; rest &= rest - 1) {
      int item = Long.numberOfTrailingZeros(rest);
      int makers = Long.bitCount(small.producers[item]);
      if (makers < fewest) {
        fewest = makers;
        best = item;
      }
    }
    return best;
  }
}
