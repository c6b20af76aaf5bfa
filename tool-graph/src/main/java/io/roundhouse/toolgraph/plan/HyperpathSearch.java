package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GraphIndex;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds the cheapest tool for every item in one pass from the known items: Dijkstra's algorithm where every tool has one input, Knuth's
 * generalisation where tools join several. Scratch space is kept between searches. Not thread-safe.
 */
final class HyperpathSearch {

  static final long UNREACHED = Long.MAX_VALUE;
  /** Sums stop growing here, so that shared work counted many times cannot overflow. */
  static final long CAP = Long.MAX_VALUE / 4;
  static final int NOBODY = -1;

  private final GraphIndex index;
  private final long[] cost;
  private final int[] producer;
  private final boolean[] settled;
  private final int[] missing;
  private final long[] soFar;
  private final CostHeap heap;

  HyperpathSearch(GraphIndex index) {
    this.index = index;
    this.cost = new long[index.itemCount()];
    this.producer = new int[index.itemCount()];
    this.settled = new boolean[index.itemCount()];
    this.missing = new int[index.toolCount()];
    this.soFar = new long[index.toolCount()];
    this.heap = new CostHeap(cost);
  }

  /**
   * Searches from {@code known} with every tool but the blocked ones. Inputs of a tool add up, or, with {@code dearestOnly}, only the
   * dearest counts: then the cost of an item is never above what it costs when shared work is paid once.
   */
  void run(BitSet known, BitSet blocked, long[] weight, boolean dearestOnly) {
    Arrays.fill(cost, UNREACHED);
    Arrays.fill(producer, NOBODY);
    Arrays.fill(settled, false);
    Arrays.fill(soFar, 0);
    heap.clear();
    for (int item = known.nextSetBit(0); item >= 0; item = known.nextSetBit(item + 1)) {
      cost[item] = 0;
      heap.push(item);
    }
    for (int tool = 0; tool < missing.length; tool++) {
      boolean usable = index.isPlannable(tool) && !blocked.get(tool);
      missing[tool] = usable ? index.required(tool) : -1;
      if (missing[tool] == 0) {
        reach(tool, weight[tool]);
      }
    }
    while (!heap.isEmpty()) {
      int item = heap.pop();
      settled[item] = true;
      for (int e = index.consumerStart(item); e < index.consumerStart(item + 1); e++) {
        int tool = index.consumerAt(e);
        if (missing[tool] > 0) {
          soFar[tool] = dearestOnly ? Math.max(soFar[tool], cost[item]) : Math.min(CAP, soFar[tool] + cost[item]);
          if (--missing[tool] == 0) {
            missing[tool] = -1;
            reach(tool, Math.min(CAP, soFar[tool] + weight[tool]));
          }
        }
      }
    }
  }

  private void reach(int tool, long total) {
    for (int e = index.outputStart(tool); e < index.outputStart(tool + 1); e++) {
      int item = index.outputAt(e);
      if (!settled[item] && (total < cost[item] || (total == cost[item] && producer[item] > tool))) {
        cost[item] = total;
        producer[item] = tool;
        heap.push(item);
      }
    }
  }

  boolean isReached(int[] items) {
    for (int item : items) {
      if (cost[item] == UNREACHED) {
        return false;
      }
    }
    return true;
  }

  long cost(int item) {
    return cost[item];
  }

  /** Returns the tool that yields the item most cheaply, or {@link #NOBODY} if it is known or out of reach. */
  int producer(int item) {
    return producer[item];
  }
}
