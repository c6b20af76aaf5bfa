package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.internal.Bits;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a plan within limits in a graph that is too large for an exact answer: plans by cost, price and latency in several mixtures
 * and keeps the cheapest one that fits. May miss a plan that exists; never returns one that breaks a limit.
 */
final class Compromise {

  /** How much of the weight of a mixture, in sixteenths, is on the limited resource. */
  private static final int[] SHARES = {1, 2, 4, 8, 12, 15, 16};

  private Compromise() {}

  static @Nullable Plan find(Planner planner, Bits known, Bits blocked, long[] weight, int[] wanted, Limits limits, long lowerBound) {
    GraphIndex index = planner.index();
    Plan best = null;
    for (boolean byPrice : new boolean[] {true, false}) {
      for (int share : SHARES) {
        long[] mixed = new long[weight.length];
        for (int tool = 0; tool < mixed.length; tool++) {
          Cost cost = index.arc(tool).cost();
          long resource = byPrice ? cost.priceMicros() : cost.latencyMillis();
          mixed[tool] = Math.min(resource, Search.CAP >> 20) * share + Math.min(weight[tool], Search.CAP >> 20) * (16 - share) / 16;
        }
        int[] tools = planner.route(known, blocked, mixed, wanted);
        long cost = Planner.sum(tools, weight);
        if (Timetable.fits(index, known, tools, limits) && (best == null || cost < best.cost())) {
          best = new Plan(index, known.copy(), tools, cost, Math.min(cost, lowerBound));
        }
      }
    }
    return best;
  }
}
