package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.internal.Bits;
import java.util.Arrays;

/** Reads the tools of the cheapest plan off a finished search by walking back from the goals. Not thread-safe. */
final class Extraction {

  private final GraphIndex index;
  private final Search search;
  private final Bits seen;
  private int[] found = new int[16];
  private int count;
  private int[] stack = new int[16];

  Extraction(GraphIndex index, Search search) {
    this.index = index;
    this.search = search;
    this.seen = new Bits(index.toolCount());
  }

  /** Returns the tools in an order in which each comes after those it waits for. */
  int[] tools(int[] goals) {
    count = 0;
    if (goals.length == 1 && index.isSimple()) {
      return chain(goals[0]);
    }
    for (int goal : goals) {
      walk(goal);
    }
    int[] result = Arrays.copyOf(found, count);
    for (int tool : result) {
      seen.clear(tool);
    }
    if (index.isAcyclic() && count > 1) {
      Arrays.sort(result);
    }
    return result;
  }

  /** Where every tool has one input, the tool's number is also the position of that input. */
  private int[] chain(int goal) {
    int length = 0;
    for (int tool = search.producer[goal]; tool >= 0; tool = search.producer[index.inputAt(tool)]) {
      length++;
    }
    int[] result = new int[length];
    for (int tool = search.producer[goal]; tool >= 0; tool = search.producer[index.inputAt(tool)]) {
      result[--length] = tool;
    }
    return result;
  }

  private void take(int tool) {
    if (count == found.length) {
      found = Arrays.copyOf(found, 2 * count);
    }
    found[count++] = tool;
  }

  /** Goes back along producers, depth first, with its own stack because routes can be long. A tool is taken when its inputs are. */
  private void walk(int goal) {
    int depth = push(goal, 0);
    while (depth > 0) {
      int tool = stack[depth - 1];
      if (seen.get(tool)) {
        depth--;
        continue;
      }
      int before = depth;
      int start = index.inputStart(tool);
      int end = index.inputStart(tool + 1);
      if (index.required(tool) == end - start) {
        for (int e = start; e < end; e++) {
          depth = push(index.inputAt(e), depth);
        }
      } else {
        for (int input : search.inputsUsed(tool)) {
          depth = push(input, depth);
        }
      }
      if (depth == before) {
        depth--;
        seen.set(tool);
        take(tool);
      }
    }
  }

  private int push(int item, int depth) {
    int tool = search.producer[item];
    if (tool == Search.NOBODY || seen.get(tool)) {
      return depth;
    }
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, 2 * depth);
    }
    stack[depth] = tool;
    return depth + 1;
  }
}
