package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.internal.Bits;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Adds up what a plan uses: the prices of all its tools, and the time from the first call to the last answer. */
final class Timetable {

  private Timetable() {}

  static boolean fits(GraphIndex index, Bits known, int[] tools, Limits limits) {
    return priceMicros(index, tools) <= limits.maxPriceMicros() && latencyMillis(index, known, tools) <= limits.maxLatencyMillis();
  }

  static long priceMicros(GraphIndex index, int[] tools) {
    long sum = 0;
    for (int tool : tools) {
      sum = Math.addExact(sum, index.arc(tool).cost().priceMicros());
    }
    return sum;
  }

  /** Returns the time of the last answer; {@code tools} come each after those they wait for. */
  static long latencyMillis(GraphIndex index, Bits known, int[] tools) {
    Map<Integer, Long> there = new HashMap<>();
    long last = 0;
    for (int tool : tools) {
      long[] inputs = new long[index.inputStart(tool + 1) - index.inputStart(tool)];
      for (int i = 0; i < inputs.length; i++) {
        int item = index.inputAt(index.inputStart(tool) + i);
        inputs[i] = known.get(item) ? 0 : there.getOrDefault(item, Search.CAP);
      }
      Arrays.sort(inputs);
      long start = index.required(tool) == 0 ? 0 : inputs[index.required(tool) - 1];
      long end = start + index.arc(tool).cost().latencyMillis();
      for (int e = index.outputStart(tool); e < index.outputStart(tool + 1); e++) {
        there.merge(index.outputAt(e), end, Math::min);
      }
      last = Math.max(last, end);
    }
    return last;
  }
}
