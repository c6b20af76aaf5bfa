package io.roundhouse.toolgraph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Finds tools that cost nothing and lead in a circle, by taking away everything that has nothing free before or behind it. */
final class FreeCircles {

  private final GraphIndex index;
  private final boolean[] left;
  private final int[] makers;
  private final int[] users;
  private final int[] before;
  private final int[] behind;
  private final ArrayDeque<Integer> queue = new ArrayDeque<>();

  private FreeCircles(GraphIndex index) {
    this.index = index;
    this.left = new boolean[index.toolCount()];
    this.makers = new int[index.itemCount()];
    this.users = new int[index.itemCount()];
    this.before = new int[index.toolCount()];
    this.behind = new int[index.toolCount()];
  }

  /** Returns the tools on free circles, and between them, in the order of their ids. */
  static List<ToolId> tools(GraphIndex index) {
    return index.isAcyclic() ? List.of() : new FreeCircles(index).find();
  }

  private List<ToolId> find() {
    for (int tool = 0; tool < left.length; tool++) {
      left[tool] = index.isPlannable(tool) && index.arc(tool).cost().equals(Cost.FREE);
      for (int e = index.inputStart(tool); left[tool] && e < index.inputStart(tool + 1); e++) {
        users[index.inputAt(e)]++;
      }
      for (int e = index.outputStart(tool); left[tool] && e < index.outputStart(tool + 1); e++) {
        makers[index.outputAt(e)]++;
      }
    }
    for (int tool = 0; tool < left.length; tool++) {
      for (int e = index.inputStart(tool); left[tool] && e < index.inputStart(tool + 1); e++) {
        before[tool] += makers[index.inputAt(e)] > 0 ? 1 : 0;
      }
      for (int e = index.outputStart(tool); left[tool] && e < index.outputStart(tool + 1); e++) {
        behind[tool] += users[index.outputAt(e)] > 0 ? 1 : 0;
      }
      if (left[tool] && (before[tool] == 0 || behind[tool] == 0)) {
        queue.add(tool);
      }
    }
    while (!queue.isEmpty()) {
      take(queue.remove());
    }
    List<ToolId> result = new ArrayList<>();
    for (int tool = 0; tool < left.length; tool++) {
      if (left[tool]) {
        result.add(index.toolId(tool));
      }
    }
    return result;
  }

  private void take(int tool) {
    if (!left[tool]) {
      return;
    }
    left[tool] = false;
    for (int e = index.outputStart(tool); e < index.outputStart(tool + 1); e++) {
      int item = index.outputAt(e);
      if (--makers[item] == 0) {
        for (int c = index.consumerStart(item); c < index.consumerStart(item + 1); c++) {
          if (left[index.consumerAt(c)] && --before[index.consumerAt(c)] == 0) {
            queue.add(index.consumerAt(c));
          }
        }
      }
    }
    for (int e = index.inputStart(tool); e < index.inputStart(tool + 1); e++) {
      int item = index.inputAt(e);
      if (--users[item] == 0) {
        for (int p = index.producerStart(item); p < index.producerStart(item + 1); p++) {
          if (left[index.producerAt(p)] && --behind[index.producerAt(p)] == 0) {
            queue.add(index.producerAt(p));
          }
        }
      }
    }
  }
}
