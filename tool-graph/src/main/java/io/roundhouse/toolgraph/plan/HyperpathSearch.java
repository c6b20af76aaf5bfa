package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.internal.Bits;
import java.util.Arrays;

/**
 * The search for graphs with circles: Dijkstra's algorithm where every tool has one input, and Knuth's generalisation of it where tools
 * join several. A quorum is complete when its cheapest inputs are settled.
 */
final class HyperpathSearch extends Search {

  private static final int OPEN = Integer.MAX_VALUE;

  /** At which place in the search the item was settled. */
  private final int[] settledAt;
  private final int[] missing;
  private final long[] soFar;
  private final CostHeap heap;

  HyperpathSearch(GraphIndex index) {
    super(index);
    this.settledAt = new int[index.itemCount()];
    this.missing = new int[index.toolCount()];
    this.soFar = new long[index.toolCount()];
    this.heap = new CostHeap(cost);
  }

  @Override
  void run(Bits known, Bits blocked, long[] weight) {
    answers++;
    run(known, blocked, weight, false);
  }

  @Override
  void runLeast(Bits known, Bits blocked, long[] weight) {
    if (index.isSimple()) {
      return;
    }
    long[] keptCost = cost.clone();
    int[] keptProducer = producer.clone();
    int[] keptPlaces = settledAt.clone();
    run(known, blocked, weight, true);
    System.arraycopy(cost, 0, least, 0, cost.length);
    System.arraycopy(keptCost, 0, cost, 0, cost.length);
    System.arraycopy(keptProducer, 0, producer, 0, producer.length);
    System.arraycopy(keptPlaces, 0, settledAt, 0, settledAt.length);
  }

  private void run(Bits known, Bits blocked, long[] weight, boolean dearestOnly) {
    Arrays.fill(cost, UNREACHED);
    Arrays.fill(producer, NOBODY);
    Arrays.fill(settledAt, OPEN);
    Arrays.fill(soFar, 0);
    heap.clear();
    for (int item = known.next(0); item >= 0; item = known.next(item + 1)) {
      cost[item] = 0;
      heap.push(item);
    }
    for (int tool = 0; tool < missing.length; tool++) {
      missing[tool] = blocked.get(tool) || !index.isPlannable(tool) ? -1 : index.required(tool);
      if (missing[tool] == 0) {
        reach(tool, weight[tool]);
      }
    }
    for (int place = 0; !heap.isEmpty(); place++) {
      int item = heap.pop();
      settledAt[item] = place;
      settle(item, weight, dearestOnly);
    }
  }

  @Override
  boolean isBefore(int one, int other) {
    return settledAt[one] < settledAt[other];
  }

  private void settle(int item, long[] weight, boolean dearestOnly) {
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

  private void reach(int tool, long total) {
    for (int e = index.outputStart(tool); e < index.outputStart(tool + 1); e++) {
      int item = index.outputAt(e);
      if (settledAt[item] == OPEN
          && (total < cost[item] || (total == cost[item] && producer[item] >= 0 && index.rank(tool) < index.rank(producer[item])))) {
        cost[item] = total;
        producer[item] = tool;
        heap.push(item);
      }
    }
  }
}
