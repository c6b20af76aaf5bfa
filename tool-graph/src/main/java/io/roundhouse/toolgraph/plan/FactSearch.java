package io.roundhouse.toolgraph.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Finds the cheapest set of tools by walking from the known items forwards, from one set of facts to the next (A*). Circles do no harm
 * here, because a fact that is there already is never made again. Not thread-safe.
 */
final class FactSearch {

  private static final int MAX_VISITS = 5_000;

  private final SmallGraph small;
  private final long[] weight;
  private final long atMost;
  private final Map<Long, Visit> visits = new HashMap<>();
  private final PriorityQueue<Visit> queue = new PriorityQueue<>();

  /** A set of facts, the cheapest tools that lead there, and what the whole way costs at least. */
  private record Visit(long facts, long tools, long cost, long estimate) implements Comparable<Visit> {
    @Override
    public int compareTo(Visit other) {
      int byEstimate = Long.compare(estimate, other.estimate);
      return byEstimate != 0 ? byEstimate : Long.compareUnsigned(tools, other.tools);
    }
  }

  private FactSearch(SmallGraph small, long[] weight, long atMost) {
    this.small = small;
    this.weight = weight;
    this.atMost = atMost;
  }

  static ExactSearch.Answer run(SmallGraph small, long[] weight, long atMost) {
    return new FactSearch(small, weight, atMost).search();
  }

  private ExactSearch.Answer search() {
    reach(small.known, 0, 0);
    int expanded = 0;
    while (!queue.isEmpty()) {
      Visit visit = queue.remove();
      if ((small.goals & ~visit.facts) == 0) {
        return new ExactSearch.Answer(small.numbers(visit.tools), true);
      }
      if (!visit.equals(visits.get(visit.facts))) {
        continue;
      }
      if (++expanded > MAX_VISITS) {
        return new ExactSearch.Answer(null, false);
      }
      for (int tool = 0; tool < small.tools.length; tool++) {
        if ((small.outputs[tool] & ~visit.facts) != 0 && small.isEnough(tool, visit.facts)) {
          reach(visit.facts | small.outputs[tool], visit.tools | (1L << tool), visit.cost + weight[small.tools[tool]]);
        }
      }
    }
    return new ExactSearch.Answer(null, true);
  }

  private void reach(long facts, long tools, long cost) {
    Visit before = visits.get(facts);
    if (before != null && before.cost <= cost) {
      return;
    }
    long open = small.goals & ~facts;
    long estimate = cost + small.remaining(0, open, facts, weight);
    if (estimate < atMost) {
      Visit visit = new Visit(facts, tools, cost, estimate);
      visits.put(facts, visit);
      queue.add(visit);
    }
  }
}
