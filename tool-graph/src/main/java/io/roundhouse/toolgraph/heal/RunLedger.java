package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ItemId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The certain facts of a run as numbers: which items are known, and which standing calls made them known. */
final class RunLedger {

  private static final int NOBODY = -1;

  /** A standing call. */
  private static final class Entry {
    final int tool;
    final int[] produced;

    Entry(int tool, int[] produced) {
      this.tool = tool;
      this.produced = produced;
    }
  }

  private final GraphIndex index;
  private final int[] given;
  private final List<Entry> entries = new ArrayList<>();
  private final BitSet known = new BitSet();
  private final int[] source;

  RunLedger(GraphIndex index, int[] given) {
    this.index = index;
    this.given = given;
    this.source = new int[index.itemCount()];
    rebuild();
  }

  BitSet known() {
    return known;
  }

  void add(int tool, int[] produced) {
    Entry entry = new Entry(tool, produced);
    entries.add(entry);
    learn(entry);
    holdImplicit();
  }

  /** Forgets the call, what it yielded, and what followed from that. */
  void remove(int tool) {
    entries.removeIf(entry -> entry.tool == tool);
    rebuild();
  }

  boolean knows(int[] items) {
    for (int item : items) {
      if (!known.get(item)) {
        return false;
      }
    }
    return true;
  }

  boolean isReady(int tool) {
    int have = 0;
    for (int e = index.inputStart(tool); e < index.inputStart(tool + 1); e++) {
      have += known.get(index.inputAt(e)) ? 1 : 0;
    }
    return have >= index.required(tool);
  }

  /** Returns the standing compensatable calls that neither these items nor these tools rest on, latest first. */
  List<Integer> unsupported(int[] goals, int[] futureTools) {
    BitSet supported = new BitSet();
    for (int goal : goals) {
      support(goal, supported);
    }
    for (int tool : futureTools) {
      supportInputs(tool, supported);
    }
    List<Integer> result = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0; i--) {
      int tool = entries.get(i).tool;
      if (!supported.get(tool) && index.arc(tool).effect() == Effect.COMPENSATABLE) {
        result.add(tool);
      }
    }
    return result;
  }

  List<RunFacts.CompletedCall> completed() {
    return entries.stream().map(entry -> new RunFacts.CompletedCall(index.toolId(entry.tool), ids(entry.produced))).toList();
  }

  private Set<ItemId> ids(int[] items) {
    Set<ItemId> result = new TreeSet<>();
    for (int item : items) {
      result.add(index.itemId(item));
    }
    return result;
  }

  private void support(int item, BitSet supported) {
    int tool = known.get(item) ? source[item] : NOBODY;
    if (tool != NOBODY && !supported.get(tool)) {
      supported.set(tool);
      supportInputs(tool, supported);
    }
  }

  private void supportInputs(int tool, BitSet supported) {
    for (int e = index.inputStart(tool); e < index.inputStart(tool + 1); e++) {
      support(index.inputAt(e), supported);
    }
  }

  private void rebuild() {
    known.clear();
    Arrays.fill(source, NOBODY);
    for (int item : given) {
      known.set(item);
    }
    holdImplicit();
    for (Entry entry : entries) {
      if (isReady(entry.tool)) {
        learn(entry);
        holdImplicit();
      }
    }
  }

  private void learn(Entry entry) {
    for (int item : entry.produced) {
      if (!known.get(item)) {
        known.set(item);
        source[item] = entry.tool;
      }
    }
  }

  private void holdImplicit() {
    boolean grows = true;
    while (grows) {
      grows = false;
      for (int tool = 0; tool < index.toolCount(); tool++) {
        if (index.arc(tool).implicit() && isReady(tool)) {
          for (int e = index.outputStart(tool); e < index.outputStart(tool + 1); e++) {
            int item = index.outputAt(e);
            if (!known.get(item)) {
              known.set(item);
              source[item] = tool;
              grows = true;
            }
          }
        }
      }
    }
  }
}
