package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.internal.Bits;

/** The search for graphs without circles: items are visited once, in an order in which everything comes after what it is made from. */
final class Sweep extends Search {

  Sweep(GraphIndex index) {
    super(index);
  }

  @Override
  void run(Bits known, Bits blocked, long[] weight, boolean dearestOnly) {
    if (index.isSimple()) {
      runSimple(known, blocked, weight);
    } else {
      runJoins(known, blocked, weight, dearestOnly);
    }
  }

  @Override
  boolean isBefore(int one, int other) {
    return cost[one] < cost[other];
  }

  /** The same as {@link #runJoins} without the inner loop, for the common graph whose tools have one input each. */
  private void runSimple(Bits known, Bits blocked, long[] weight) {
    int items = cost.length;
    int from = index.producerStart(0);
    for (int item = 0; item < items; item++) {
      int to = index.producerStart(item + 1);
      long best = UNREACHED;
      int who = NOBODY;
      if (known.get(item)) {
        best = 0;
      } else {
        for (int e = from; e < to; e++) {
          int tool = index.producerAt(e);
          long total = cost[index.inputAt(tool)] + weight[tool];
          if (total <= best && total < UNREACHED && !blocked.get(tool) && (total < best || index.rank(tool) < index.rank(who))) {
            best = total;
            who = tool;
          }
        }
      }
      cost[item] = best;
      producer[item] = who;
      from = to;
    }
  }

  private void runJoins(Bits known, Bits blocked, long[] weight, boolean dearestOnly) {
    for (int item = 0; item < cost.length; item++) {
      long best = UNREACHED;
      int who = NOBODY;
      if (known.get(item)) {
        best = 0;
      } else {
        for (int e = index.producerStart(item); e < index.producerStart(item + 1); e++) {
          int tool = index.producerAt(e);
          if (!blocked.get(tool)) {
            long total = total(tool, weight[tool], dearestOnly);
            if (total < best || (total == best && total < UNREACHED && index.rank(tool) < index.rank(who))) {
              best = total;
              who = tool;
            }
          }
        }
      }
      cost[item] = best;
      producer[item] = who;
    }
  }

  private long total(int tool, long weight, boolean dearestOnly) {
    int start = index.inputStart(tool);
    int end = index.inputStart(tool + 1);
    if (index.required(tool) < end - start) {
      return quorum(tool, weight, dearestOnly);
    }
    long inputs = 0;
    for (int e = start; e < end; e++) {
      long input = cost[index.inputAt(e)];
      if (input >= UNREACHED) {
        return UNREACHED;
      }
      inputs = dearestOnly ? Math.max(inputs, input) : Math.min(CAP, inputs + input);
    }
    return Math.min(CAP, inputs + weight);
  }

  private long quorum(int tool, long weight, boolean dearestOnly) {
    long inputs = 0;
    for (int input : inputsUsed(tool)) {
      if (cost[input] >= UNREACHED) {
        return UNREACHED;
      }
      inputs = dearestOnly ? Math.max(inputs, cost[input]) : Math.min(CAP, inputs + cost[input]);
    }
    return Math.min(CAP, inputs + weight);
  }
}
