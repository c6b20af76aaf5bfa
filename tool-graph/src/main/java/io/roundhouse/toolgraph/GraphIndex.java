package io.roundhouse.toolgraph;

import io.roundhouse.toolgraph.internal.IdTable;
import java.util.Arrays;
import java.util.Set;

/**
 * A graph as numbered arrays, for algorithms. In a graph without circles an item's number is larger than those of everything it is made
 * from, and so is a tool's; with circles numbers follow the order of ids. Ties are decided by {@link #rank}. Immutable and safe to share.
 * Loops over neighbours read {@code for (int e = start(n); e < start(n + 1); e++) at(e)}.
 */
public final class GraphIndex {

  private final ItemId[] items;
  private final ToolArc[] tools;
  private final IdTable<ItemId> itemNumbers;
  private final IdTable<ToolId> toolNumbers;
  private final boolean acyclic;
  private final boolean simple;
  private final boolean hasImplicit;
  private final boolean hasGroups;
  private final int[] rank;
  private final int[] inputStart;
  private final int[] inputAt;
  private final int[] outputStart;
  private final int[] outputAt;
  private final int[] consumerStart;
  private final int[] consumerAt;
  private final int[] producerStart;
  private final int[] producerAt;
  private final long[] weight;
  private final int[] required;
  private final boolean[] plannable;
  private final boolean contiguous;

  GraphIndex(ItemId[] sortedItems, ToolArc[] sortedTools, CostWeights weights) {
    Numbering numbering = new Numbering(sortedItems, sortedTools);
    acyclic = numbering.isAcyclic();
    items = numbering.items();
    tools = numbering.tools();
    rank = numbering.rank();
    itemNumbers = IdTable.of(items);
    ToolId[] ids = new ToolId[tools.length];
    Arrays.setAll(ids, tool -> tools[tool].id());
    toolNumbers = IdTable.of(ids);
    weight = new long[tools.length];
    required = new int[tools.length];
    plannable = new boolean[tools.length];
    Arrays.fill(plannable, true);
    boolean oneInput = true;
    boolean implicit = false;
    boolean groups = false;
    for (int t = 0; t < tools.length; t++) {
      ToolArc arc = tools[t];
      weight[t] = weights.weigh(arc.cost().priceMicros(), arc.cost().latencyMillis(), arc.cost().failurePpm());
      required[t] = arc.required();
      oneInput &= arc.inputs().size() == 1;
      implicit |= arc.implicit();
      groups |= arc.exclusiveGroup() != null;
      ToolId undo = arc.undo();
      if (undo != null) {
        plannable[tool(undo)] = false;
      }
    }
    simple = oneInput;
    hasImplicit = implicit;
    hasGroups = groups;
    inputStart = new int[tools.length + 1];
    outputStart = new int[tools.length + 1];
    for (int t = 0; t < tools.length; t++) {
      inputStart[t + 1] = inputStart[t] + tools[t].inputs().size();
      outputStart[t + 1] = outputStart[t] + (plannable[t] ? tools[t].outputs().size() : 0);
    }
    inputAt = new int[inputStart[tools.length]];
    outputAt = new int[outputStart[tools.length]];
    for (int t = 0; t < tools.length; t++) {
      fill(inputAt, inputStart[t], tools[t].inputs());
      if (plannable[t]) {
        fill(outputAt, outputStart[t], tools[t].outputs());
      }
    }
    consumerStart = new int[items.length + 1];
    consumerAt = transpose(inputStart, inputAt, consumerStart);
    producerStart = new int[items.length + 1];
    producerAt = transpose(outputStart, outputAt, producerStart);
    contiguous = sortProducers();
  }

  /** Puts the makers of every item in the order in which they win ties; returns true if they are numbered like that anyway. */
  private boolean sortProducers() {
    boolean inPlace = true;
    for (int item = 0; item < items.length; item++) {
      for (int place = producerStart[item] + 1; place < producerStart[item + 1]; place++) {
        for (int at = place; at > producerStart[item] && rank[producerAt[at]] < rank[producerAt[at - 1]]; at--) {
          int swap = producerAt[at];
          producerAt[at] = producerAt[at - 1];
          producerAt[at - 1] = swap;
        }
      }
    }
    for (int e = 0; e < producerAt.length; e++) {
      inPlace &= producerAt[e] == e;
    }
    return inPlace;
  }

  private void fill(int[] target, int from, Set<ItemId> ids) {
    int at = from;
    for (ItemId id : ids) {
      target[at++] = item(id);
    }
  }

  static int[] transpose(int[] start, int[] at, int[] otherStart) {
    for (int item : at) {
      otherStart[item + 1]++;
    }
    for (int i = 0; i + 1 < otherStart.length; i++) {
      otherStart[i + 1] += otherStart[i];
    }
    int[] next = otherStart.clone();
    int[] result = new int[at.length];
    for (int t = 0; t + 1 < start.length; t++) {
      for (int e = start[t]; e < start[t + 1]; e++) {
        result[next[at[e]]++] = t;
      }
    }
    return result;
  }

  /** Returns the number of items. */
  public int itemCount() {
    return items.length;
  }

  /** Returns the number of tools, with implicit arcs and undo tools. */
  public int toolCount() {
    return tools.length;
  }

  /** Returns true if no item is, over any number of steps, made from itself. */
  public boolean isAcyclic() {
    return acyclic;
  }

  /** Returns true if every tool has exactly one input. */
  public boolean isSimple() {
    return simple;
  }

  /** Returns true if {@link #producerAt} returns its argument, because every tool has one output. */
  public boolean isContiguous() {
    return contiguous;
  }

  /** Returns true if some arc holds without a call. */
  public boolean hasImplicit() {
    return hasImplicit;
  }

  /** Returns true if some tools exclude each other. */
  public boolean hasGroups() {
    return hasGroups;
  }

  /** Returns the item with that number. */
  public ItemId itemId(int item) {
    return items[item];
  }

  /** Returns the tool with that number. */
  public ToolArc arc(int tool) {
    return tools[tool];
  }

  /** Returns the id of the tool with that number. */
  public ToolId toolId(int tool) {
    return tools[tool].id();
  }

  /** Returns the number of the item, or -1 if the graph does not have it. */
  public int item(ItemId id) {
    return itemNumbers.number(id);
  }

  /** Returns the number of the tool, or -1 if the graph does not have it. */
  public int tool(ToolId id) {
    return toolNumbers.number(id);
  }

  /** Returns the tool's place in the order of ids; the smaller one wins a tie. */
  public int rank(int tool) {
    return rank[tool];
  }

  /** Returns where the tool's inputs start for {@link #inputAt}; they end where those of the next tool start. */
  public int inputStart(int tool) {
    return inputStart[tool];
  }

  /** Returns the item at a position between {@link #inputStart} of a tool and of the next. */
  public int inputAt(int position) {
    return inputAt[position];
  }

  /** Returns where the tool's outputs start for {@link #outputAt}. Undo tools have none here. */
  public int outputStart(int tool) {
    return outputStart[tool];
  }

  /** Returns the item at a position between {@link #outputStart} of a tool and of the next. */
  public int outputAt(int position) {
    return outputAt[position];
  }

  /** Returns where the tools that need the item start for {@link #consumerAt}. */
  public int consumerStart(int item) {
    return consumerStart[item];
  }

  /** Returns the tool at a position between {@link #consumerStart} of an item and of the next. */
  public int consumerAt(int position) {
    return consumerAt[position];
  }

  /** Returns where the tools that yield the item start for {@link #producerAt}. */
  public int producerStart(int item) {
    return producerStart[item];
  }

  /** Returns the tool at a position between {@link #producerStart} of an item and of the next; the winner of ties comes first. */
  public int producerAt(int position) {
    return producerAt[position];
  }

  /** Returns the weighted declared cost of the tool. */
  public long weight(int tool) {
    return weight[tool];
  }

  /** Returns a copy of all weighted declared costs, by tool number. */
  public long[] weights() {
    return weight.clone();
  }

  /** Returns how many inputs the tool needs. */
  public int required(int tool) {
    return required[tool];
  }

  /** Returns false for undo tools, which no plan contains. */
  public boolean isPlannable(int tool) {
    return plannable[tool];
  }

  /** Returns the numbers of these items; throws {@link GraphException.UnknownName} if the graph does not have one. */
  public int[] numbers(String graph, Set<ItemId> ids) {
    int[] result = new int[ids.size()];
    int at = 0;
    for (ItemId id : ids) {
      int item = item(id);
      if (item < 0) {
        throw new GraphException.UnknownName(graph, "item", id);
      }
      result[at++] = item;
    }
    Arrays.sort(result);
    return result;
  }
}
