package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.internal.Bits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The search for graphs without circles: items are visited once, in an order in which everything comes after what it is made from. The
 * first of several equally cheap tools wins, and they are in the order of their ids.
 */
final class Sweep extends Search {

  /** Added to the cost of a blocked tool, this makes it too dear to reach anything, without a branch. */
  private static final int UNREACHED_BIT = 61;

  private final Bits lastKnown;
  private final Bits lastBlocked;
  private long @Nullable [] lastWeight;

  Sweep(GraphIndex index) {
    super(index);
    this.lastKnown = new Bits(index.itemCount());
    this.lastBlocked = new Bits(index.toolCount());
  }

  @Override
  void run(Bits known, Bits blocked, long[] weight) {
    int from = firstChange(known, blocked, weight);
    if (from == cost.length) {
      return;
    }
    if (index.isSimple() && index.isContiguous()) {
      if (from == 0 || !lastBlocked.differsInOne(blocked)) {
        runSimple(known, blocked, weight, from, cost.length);
        answers++;
      } else {
        runAfterOne(known, blocked, weight, from);
      }
    } else {
      runJoins(known, blocked, weight, from);
      answers++;
    }
    if (from == 0) {
      lastKnown.copyFrom(known);
      lastWeight = weight;
    }
    lastBlocked.copyFrom(blocked);
  }

  /** Returns the first item that can be different from the last search: everything before it is made from the same by the same. */
  @SuppressWarnings("ReferenceEquality") // the same array is meant; comparing its numbers would cost what this saves
  private int firstChange(Bits known, Bits blocked, long[] weight) {
    if (weight != lastWeight || weight != steadyWeight || !lastKnown.sameAs(known)) {
      return 0;
    }
    int tool = lastBlocked.firstDifference(blocked);
    if (tool < 0) {
      return cost.length;
    }
    int start = index.outputStart(tool);
    int end = index.outputStart(tool + 1);
    int first = start == end ? 0 : cost.length;
    for (int e = start; e < end; e++) {
      first = Math.min(first, index.outputAt(e));
    }
    return first;
  }

  @Override
  void runLeast(Bits known, Bits blocked, long[] weight) {
    // The sweep has filled it on its way.
  }

  @Override
  boolean isBefore(int one, int other) {
    return cost[one] < cost[other];
  }

  /** If the one tool that has changed leaves the cost of its item as it was, nothing after that item can be different either. */
  private void runAfterOne(Bits known, Bits blocked, long[] weight, int item) {
    long costBefore = cost[item];
    int producerBefore = producer[item];
    runSimple(known, blocked, weight, item, item + 1);
    if (cost[item] != costBefore) {
      runSimple(known, blocked, weight, item + 1, cost.length);
      answers++;
    } else if (producer[item] != producerBefore) {
      answers++;
    }
  }

  /** The same as {@link #runJoins} without the inner loop, for the common graph whose tools have one input and one output each. */
  private void runSimple(Bits known, Bits blocked, long[] weight, int firstItem, int endItem) {
    int from = index.producerStart(firstItem);
    for (int item = firstItem; item < endItem; item++) {
      int to = index.producerStart(item + 1);
      long best = UNREACHED;
      int who = NOBODY;
      for (int tool = from; tool < to; tool++) {
        long total = cost[index.inputAt(tool)] + weight[tool] + (blocked.bit(tool) << UNREACHED_BIT);
        if (total < best) {
          best = total;
          who = tool;
        }
      }
      boolean given = known.get(item);
      cost[item] = given ? 0 : best;
      producer[item] = given ? NOBODY : who;
      from = to;
    }
  }

  private void runJoins(Bits known, Bits blocked, long[] weight, int firstItem) {
    for (int item = firstItem; item < cost.length; item++) {
      long best = UNREACHED;
      long bound = UNREACHED;
      int who = NOBODY;
      if (known.get(item)) {
        best = 0;
        bound = 0;
      } else {
        int to = index.producerStart(item + 1);
        for (int e = index.producerStart(item); e < to; e++) {
          int tool = index.producerAt(e);
          if (blocked.get(tool)) {
            continue;
          }
          int start = index.inputStart(tool);
          int end = index.inputStart(tool + 1);
          long sum = 0;
          long dearest = 0;
          if (index.required(tool) < end - start) {
            sum = cheapest(tool, cost, true);
            dearest = cheapest(tool, least, false);
          } else {
            for (int in = start; in < end; in++) {
              int input = index.inputAt(in);
              sum = Math.min(UNREACHED, sum + cost[input]);
              dearest = Math.max(dearest, least[input]);
            }
          }
          if (dearest < UNREACHED) {
            bound = Math.min(bound, Math.min(CAP, dearest + weight[tool]));
            long total = Math.min(CAP, Math.min(CAP, sum) + weight[tool]);
            if (total < best) {
              best = total;
              who = tool;
            }
          }
        }
      }
      cost[item] = best;
      least[item] = bound;
      producer[item] = who;
    }
  }

  /** Returns the sum or the dearest of the cheapest inputs that are enough for a quorum. */
  private long cheapest(int tool, long[] price, boolean adds) {
    int start = index.inputStart(tool);
    long[] prices = new long[index.inputStart(tool + 1) - start];
    for (int in = 0; in < prices.length; in++) {
      prices[in] = price[index.inputAt(start + in)];
    }
    Arrays.sort(prices);
    long result = 0;
    for (int in = 0; in < index.required(tool); in++) {
      result = adds ? Math.min(UNREACHED, result + prices[in]) : prices[in];
    }
    return result;
  }
}
