package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.internal.Bits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a graph that matters for some goals, with sets of tools and items in single machine words. Tools are numbered by weight,
 * then by rank.
 */
final class SmallGraph {

  private static final int MAX_SIZE = 64;

  private final GraphIndex index;
  final int[] tools;
  final int[] items;
  final long[] producers;
  final long[] outputs;
  /** For every tool the sets of inputs that are enough for it; only a quorum has more than one. */
  final long[][] inputs;
  final long goals;
  final long known;

  /** Returns true if at most as many tools as fit lead to the goals, whatever is known or blocked. */
  static boolean mayFit(GraphIndex index, int[] goals) {
    Bits tools = new Bits(index.toolCount());
    Bits items = new Bits(index.itemCount());
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    int count = 0;
    for (int goal : goals) {
      items.set(goal);
      queue.add(goal);
    }
    while (!queue.isEmpty()) {
      int item = queue.remove();
      for (int e = index.producerStart(item); e < index.producerStart(item + 1); e++) {
        int tool = index.producerAt(e);
        if (!tools.get(tool)) {
          tools.set(tool);
          if (++count > MAX_SIZE) {
            return false;
          }
          for (int in = index.inputStart(tool); in < index.inputStart(tool + 1); in++) {
            if (!items.get(index.inputAt(in))) {
              items.set(index.inputAt(in));
              queue.add(index.inputAt(in));
            }
          }
        }
      }
    }
    return true;
  }

  /** Returns the part that matters, or null if it does not fit. {@code search} says what can be reached at all. */
  static @Nullable SmallGraph of(Search search, Bits known, Bits blocked, long[] weight, int[] goals) {
    GraphIndex index = search.index;
    Map<Integer, Integer> items = new LinkedHashMap<>();
    List<Integer> tools = new ArrayList<>();
    Bits seen = new Bits(index.toolCount());
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    for (int goal : goals) {
      if (items.putIfAbsent(goal, items.size()) == null) {
        queue.add(goal);
      }
    }
    while (!queue.isEmpty()) {
      int item = queue.remove();
      for (int e = index.producerStart(item); !known.get(item) && e < index.producerStart(item + 1); e++) {
        int tool = index.producerAt(e);
        if (blocked.get(tool) || seen.get(tool) || !isReached(search, tool)) {
          continue;
        }
        seen.set(tool);
        tools.add(tool);
        for (int in = index.inputStart(tool); in < index.inputStart(tool + 1); in++) {
          int input = index.inputAt(in);
          if (search.cost[input] < Search.UNREACHED && items.putIfAbsent(input, items.size()) == null) {
            queue.add(input);
          }
        }
        if (tools.size() > MAX_SIZE || items.size() > MAX_SIZE) {
          return null;
        }
      }
    }
    tools.sort(Comparator.<Integer>comparingLong(tool -> weight[tool]).thenComparingInt(index::rank));
    long[][] inputs = new long[tools.size()][];
    for (int tool = 0; tool < inputs.length; tool++) {
      long[] enough = enough(index, tools.get(tool), items);
      if (enough.length > MAX_SIZE) {
        return null;
      }
      inputs[tool] = enough;
    }
    return new SmallGraph(index, tools, items, inputs, known, goals);
  }

  private SmallGraph(GraphIndex index, List<Integer> tools, Map<Integer, Integer> items, long[][] inputs, Bits known, int[] goals) {
    this.index = index;
    this.tools = tools.stream().mapToInt(Integer::intValue).toArray();
    this.items = items.keySet().stream().mapToInt(Integer::intValue).toArray();
    this.inputs = inputs;
    this.outputs = new long[this.tools.length];
    this.producers = new long[this.items.length];
    long wanted = 0;
    for (int goal : goals) {
      wanted |= 1L << items.getOrDefault(goal, 0);
    }
    this.goals = wanted;
    long given = 0;
    for (int item = 0; item < this.items.length; item++) {
      given |= known.get(this.items[item]) ? 1L << item : 0;
    }
    this.known = given;
    for (int tool = this.tools.length - 1; tool >= 0; tool--) {
      for (int e = index.outputStart(this.tools[tool]); e < index.outputStart(this.tools[tool] + 1); e++) {
        Integer item = items.get(index.outputAt(e));
        if (item != null) {
          outputs[tool] |= 1L << item;
          producers[item] |= 1L << tool;
        }
      }
    }
  }

  private static boolean isReached(Search search, int tool) {
    int reached = 0;
    for (int e = search.index.inputStart(tool); e < search.index.inputStart(tool + 1); e++) {
      reached += search.cost[search.index.inputAt(e)] < Search.UNREACHED ? 1 : 0;
    }
    return reached >= search.index.required(tool);
  }

  /** Returns all sets of as many reached inputs as the tool requires; one more than fits if there are too many. */
  private static long[] enough(GraphIndex index, int tool, Map<Integer, Integer> items) {
    List<Long> single = new ArrayList<>();
    for (int e = index.inputStart(tool); e < index.inputStart(tool + 1); e++) {
      Integer item = items.get(index.inputAt(e));
      if (item != null) {
        single.add(1L << item);
      }
    }
    List<Long> sets = new ArrayList<>();
    combine(single, 0, index.required(tool), 0, sets);
    return sets.stream().mapToLong(Long::longValue).toArray();
  }

  private static void combine(List<Long> single, int from, int missing, long set, List<Long> sets) {
    if (sets.size() > MAX_SIZE) {
      return;
    }
    if (missing == 0) {
      sets.add(set);
      return;
    }
    for (int next = from; next <= single.size() - missing; next++) {
      combine(single, next + 1, missing - 1, set | single.get(next), sets);
    }
  }

  /** Returns everything that follows from the known items by these tools. */
  long derive(long chosen) {
    long derived = known;
    boolean grows = true;
    while (grows) {
      long before = derived;
      for (long rest = chosen; rest != 0; rest &= rest - 1) {
        int tool = Long.numberOfTrailingZeros(rest);
        if (isEnough(tool, derived)) {
          derived |= outputs[tool];
        }
      }
      grows = derived != before;
    }
    return derived;
  }

  /** Returns true if the tool can be called when these items are known. */
  boolean isEnough(int tool, long derived) {
    for (long set : inputs[tool]) {
      if ((set & ~derived) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns what the dearest open item costs at least when chosen tools and what they provide are free. */
  long remaining(long chosen, long open, long provided, long[] weight) {
    long[] least = new long[items.length];
    for (int item = 0; item < least.length; item++) {
      least[item] = ((provided | known) & (1L << item)) != 0 ? 0 : Search.CAP;
    }
    boolean changes = true;
    while (changes) {
      changes = false;
      for (int tool = 0; tool < tools.length; tool++) {
        long total = dearest(tool, least) + ((chosen & (1L << tool)) != 0 ? 0 : weight[tools[tool]]);
        for (long rest = outputs[tool]; rest != 0; rest &= rest - 1) {
          int item = Long.numberOfTrailingZeros(rest);
          if (total < least[item]) {
            least[item] = total;
            changes = true;
          }
        }
      }
    }
    long most = 0;
    for (long rest = open; rest != 0; rest &= rest - 1) {
      most = Math.max(most, least[Long.numberOfTrailingZeros(rest)]);
    }
    return most;
  }

  /** Returns the dearest input of the cheapest set of inputs that is enough for the tool. */
  private long dearest(int tool, long[] price) {
    long cheapest = Search.CAP;
    for (long set : inputs[tool]) {
      long most = 0;
      for (long rest = set; rest != 0; rest &= rest - 1) {
        most = Math.max(most, price[Long.numberOfTrailingZeros(rest)]);
      }
      cheapest = Math.min(cheapest, most);
    }
    return cheapest;
  }

  /** Returns how long these tools take together when whatever can run runs at once. */
  long latencyMillis(long chosen) {
    long[] there = new long[items.length];
    for (int item = 0; item < items.length; item++) {
      there[item] = (known & (1L << item)) != 0 ? 0 : Search.CAP;
    }
    boolean changes = true;
    while (changes) {
      changes = false;
      for (long rest = chosen; rest != 0; rest &= rest - 1) {
        int tool = Long.numberOfTrailingZeros(rest);
        long done = dearest(tool, there) + index.arc(tools[tool]).cost().latencyMillis();
        for (long out = outputs[tool]; out != 0; out &= out - 1) {
          int item = Long.numberOfTrailingZeros(out);
          if (done < there[item]) {
            there[item] = done;
            changes = true;
          }
        }
      }
    }
    long last = 0;
    for (long rest = goals; rest != 0; rest &= rest - 1) {
      last = Math.max(last, there[Long.numberOfTrailingZeros(rest)]);
    }
    return last;
  }

  /** Returns these tools without those nobody needs as numbers of the index, each after those it waits for. */
  int[] numbers(long chosen) {
    long kept = chosen;
    for (int tool = tools.length - 1; tool >= 0; tool--) {
      long without = kept & ~(1L << tool);
      if (without != kept && (goals & ~derive(without)) == 0) {
        kept = without;
      }
    }
    int[] result = new int[Long.bitCount(kept)];
    int count = 0;
    long derived = known;
    while (count < result.length) {
      long rest = kept;
      for (; rest != 0; rest &= rest - 1) {
        int tool = Long.numberOfTrailingZeros(rest);
        if (isEnough(tool, derived)) {
          derived |= outputs[tool];
          result[count++] = tools[tool];
          kept &= ~(1L << tool);
        }
      }
    }
    if (index.isAcyclic()) {
      Arrays.sort(result);
    }
    return result;
  }
}
