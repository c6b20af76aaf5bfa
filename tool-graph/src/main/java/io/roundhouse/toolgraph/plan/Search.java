package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.internal.Bits;
import java.util.Arrays;

/**
 * Finds, in one pass from the known items, the cheapest tool for every item. Scratch space is kept between searches. Not thread-safe.
 */
abstract sealed class Search permits Sweep, HyperpathSearch {

  /** The cost of what cannot be reached. Costs that are added up stay below it. */
  static final long UNREACHED = 1L << 61;
  static final long CAP = UNREACHED - 1;
  static final int NOBODY = -1;

  final GraphIndex index;
  final long[] cost;
  final int[] producer;
  /** What the item costs at least when shared work is paid once: of several inputs only the dearest counts. */
  final long[] least;
  /** Weights whose numbers never change, so that a search with them can build on the one before. */
  final long[] steadyWeight;
  /** Stays the same as long as {@code cost} and {@code producer} do, so that what was read off them still holds. */
  int answers;

  Search(GraphIndex index) {
    this.index = index;
    this.steadyWeight = index.weights();
    this.cost = new long[index.itemCount()];
    this.producer = new int[index.itemCount()];
    this.least = index.isSimple() ? cost : new long[index.itemCount()];
    Arrays.fill(producer, NOBODY);
    Arrays.fill(cost, UNREACHED);
  }

  static Search of(GraphIndex index) {
    return index.isAcyclic() ? new Sweep(index) : new HyperpathSearch(index);
  }

  /**
   * Searches from {@code known} with every tool but the blocked ones; fills {@code cost} and {@code producer}. The costs of a tool's
   * inputs add up.
   */
  abstract void run(Bits known, Bits blocked, long[] weight);

  /** Fills {@code least} after a search with the same arguments. */
  abstract void runLeast(Bits known, Bits blocked, long[] weight);

  final boolean isReached(int[] items) {
    for (int item : items) {
      if (cost[item] >= UNREACHED) {
        return false;
      }
    }
    return true;
  }

  /** Returns the inputs that the tool waits for in the cheapest plan: all, or the cheapest ones if it needs only some. */
  final int[] inputsUsed(int tool) {
    int start = index.inputStart(tool);
    int count = index.inputStart(tool + 1) - start;
    int required = index.required(tool);
    int[] inputs = new int[count];
    Arrays.setAll(inputs, i -> index.inputAt(start + i));
    if (required == count) {
      return inputs;
    }
    for (int place = 1; place < count; place++) {
      for (int at = place; at > 0 && isBefore(inputs[at], inputs[at - 1]); at--) {
        int swap = inputs[at];
        inputs[at] = inputs[at - 1];
        inputs[at - 1] = swap;
      }
    }
    return Arrays.copyOf(inputs, required);
  }

  /** Returns true if a quorum counts the one item before the other. Never counts an item that was reached later than the quorum. */
  abstract boolean isBefore(int one, int other);
}
