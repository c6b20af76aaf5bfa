package io.roundhouse.toolgraph;

import io.roundhouse.toolgraph.internal.IdTable;
import java.util.Arrays;
import java.util.Set;

/**
 * Numbers items and tools so that in a graph without circles everything comes after what it is made from, and the tools that yield one
 * item lie next to each other in memory.
 */
final class Numbering {

  private final ItemId[] sortedItems;
  private final ToolArc[] sortedTools;
  private final int[] inputStart;
  private final int[] inputAt;
  private final int[] outputStart;
  private final int[] outputAt;
  private final int[] itemOrder;
  private final int[] toolOrder;
  private boolean acyclic;

  Numbering(ItemId[] sortedItems, ToolArc[] sortedTools) {
    this.sortedItems = sortedItems;
    this.sortedTools = sortedTools;
    IdTable<ItemId> numbers = IdTable.of(sortedItems);
    boolean[] undo = undoTools();
    inputStart = new int[sortedTools.length + 1];
    outputStart = new int[sortedTools.length + 1];
    for (int t = 0; t < sortedTools.length; t++) {
      inputStart[t + 1] = inputStart[t] + (undo[t] ? 0 : sortedTools[t].inputs().size());
      outputStart[t + 1] = outputStart[t] + (undo[t] ? 0 : sortedTools[t].outputs().size());
    }
    inputAt = new int[inputStart[sortedTools.length]];
    outputAt = new int[outputStart[sortedTools.length]];
    for (int t = 0; t < sortedTools.length; t++) {
      if (!undo[t]) {
        fill(inputAt, inputStart[t], sortedTools[t].inputs(), numbers);
        fill(outputAt, outputStart[t], sortedTools[t].outputs(), numbers);
      }
    }
    itemOrder = new int[sortedItems.length];
    toolOrder = new int[sortedTools.length];
    order();
  }

  private boolean[] undoTools() {
    ToolId[] ids = new ToolId[sortedTools.length];
    Arrays.setAll(ids, t -> sortedTools[t].id());
    IdTable<ToolId> table = IdTable.of(ids);
    boolean[] result = new boolean[sortedTools.length];
    for (ToolArc arc : sortedTools) {
      ToolId undo = arc.undo();
      if (undo != null) {
        result[table.number(undo)] = true;
      }
    }
    return result;
  }

  private static void fill(int[] target, int from, Set<ItemId> ids, IdTable<ItemId> numbers) {
    int at = from;
    for (ItemId id : ids) {
      target[at++] = numbers.number(id);
    }
  }

  /** Takes items whose makers are all taken, in waves, smallest id first; what is left over lies on or behind a circle. */
  private void order() {
    int[] consumerStart = new int[sortedItems.length + 1];
    int[] consumerAt = GraphIndex.transpose(inputStart, inputAt, consumerStart);
    int[] producerStart = new int[sortedItems.length + 1];
    int[] producerAt = GraphIndex.transpose(outputStart, outputAt, producerStart);
    int[] missingProducers = new int[sortedItems.length];
    int[] missingInputs = new int[sortedTools.length];
    int taken = 0;
    for (int item = 0; item < sortedItems.length; item++) {
      missingProducers[item] = producerStart[item + 1] - producerStart[item];
    }
    for (int tool = 0; tool < sortedTools.length; tool++) {
      missingInputs[tool] = inputStart[tool + 1] - inputStart[tool];
      if (missingInputs[tool] == 0) {
        for (int e = outputStart[tool]; e < outputStart[tool + 1]; e++) {
          missingProducers[outputAt[e]]--;
        }
      }
    }
    for (int item = 0; item < sortedItems.length; item++) {
      if (missingProducers[item] == 0) {
        itemOrder[taken++] = item;
      }
    }
    for (int next = 0; next < taken; next++) {
      int item = itemOrder[next];
      for (int e = consumerStart[item]; e < consumerStart[item + 1]; e++) {
        int tool = consumerAt[e];
        if (--missingInputs[tool] == 0) {
          for (int o = outputStart[tool]; o < outputStart[tool + 1]; o++) {
            if (--missingProducers[outputAt[o]] == 0) {
              itemOrder[taken++] = outputAt[o];
            }
          }
        }
      }
    }
    acyclic = taken == sortedItems.length;
    if (acyclic) {
      orderTools(producerStart, producerAt);
    } else {
      Arrays.setAll(itemOrder, item -> item);
      Arrays.setAll(toolOrder, tool -> tool);
    }
  }

  private void orderTools(int[] producerStart, int[] producerAt) {
    boolean[] seen = new boolean[sortedTools.length];
    int taken = 0;
    for (int item : itemOrder) {
      for (int e = producerStart[item]; e < producerStart[item + 1]; e++) {
        int tool = producerAt[e];
        if (!seen[tool]) {
          seen[tool] = true;
          toolOrder[taken++] = tool;
        }
      }
    }
    for (int tool = 0; tool < seen.length; tool++) {
      if (!seen[tool]) {
        toolOrder[taken++] = tool;
      }
    }
  }

  boolean isAcyclic() {
    return acyclic;
  }

  ItemId[] items() {
    ItemId[] result = new ItemId[itemOrder.length];
    Arrays.setAll(result, number -> sortedItems[itemOrder[number]]);
    return result;
  }

  ToolArc[] tools() {
    ToolArc[] result = new ToolArc[toolOrder.length];
    Arrays.setAll(result, number -> sortedTools[toolOrder[number]]);
    return result;
  }

  int[] rank() {
    return toolOrder;
  }
}
