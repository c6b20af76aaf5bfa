package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.internal.Bits;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final Bits known;
  private final int[] source;

  RunLedger(GraphIndex index, int[] given) {
    this.index = index;
    this.given = given;
    this.known = new Bits(index.itemCount());
    this.source = new int[index.itemCount()];
    rebuild();
  }

  Bits known() {
    return known;
  }

  void add(int tool, int[] produced) {
    Entry entry = new Entry(tool, produced);
    entries.add(entry);
    learn(entry);
  }

  /** Notes a call that yielded exactly what the tool promises. */
  void addPromised(int tool) {
    int start = index.outputStart(tool);
    int[] produced = new int[index.outputStart(tool + 1) - start];
    for (int i = 0; i < produced.length; i++) {
      produced[i] = index.outputAt(start + i);
    }
    add(tool, produced);
  }

  /** Forgets the call, what it yielded, and what followed from that. */
  void remove(int tool) {
    if (entries.removeIf(entry -> entry.tool == tool)) {
      rebuild();
    }
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
    int missing = index.required(tool);
    for (int e = index.inputStart(tool); missing > 0 && e < index.inputStart(tool + 1); e++) {
      missing -= known.get(index.inputAt(e)) ? 1 : 0;
    }
    return missing == 0;
  }

  /** Returns the standing compensatable calls that neither these items nor these tools rest on, latest first. */
  List<Integer> unsupported(int[] goals, int[] futureTools) {
    Bits supported = null;
    List<Integer> result = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0; i--) {
      int tool = entries.get(i).tool;
      if (index.arc(tool).effect() == Effect.COMPENSATABLE) {
        supported = supported == null ? supported(goals, futureTools) : supported;
        if (!supported.get(tool)) {
          result.add(tool);
        }
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

  private Bits supported(int[] goals, int[] futureTools) {
    Bits supported = new Bits(index.toolCount());
    for (int goal : goals) {
      support(goal, supported);
    }
    for (int tool : futureTools) {
      supportInputs(tool, supported);
    }
    return supported;
  }

  private void support(int item, Bits supported) {
    int tool = known.get(item) ? source[item] : NOBODY;
    if (tool != NOBODY && !supported.get(tool)) {
      supported.set(tool);
      supportInputs(tool, supported);
    }
  }

  private void supportInputs(int tool, Bits supported) {
    for (int e = index.inputStart(tool); e < index.inputStart(tool + 1); e++) {
      support(index.inputAt(e), supported);
    }
  }

  private void rebuild() {
    known.clear();
    Arrays.fill(source, NOBODY);
    for (int item : given) {
      if (!known.get(item)) {
        learn(item, NOBODY);
      }
    }
    for (Entry entry : entries) {
      if (isReady(entry.tool)) {
        learn(entry);
      }
    }
  }

  private void learn(Entry entry) {
    for (int item : entry.produced) {
      if (!known.get(item)) {
        learn(item, entry.tool);
      }
    }
  }

  /** Notes an item and everything that holds by itself because of it. */
  private void learn(int item, int tool) {
    known.set(item);
    source[item] = tool;
    if (!index.hasImplicit()) {
      return;
    }
    for (int e = index.consumerStart(item); e < index.consumerStart(item + 1); e++) {
      int next = index.consumerAt(e);
      if (index.arc(next).implicit() && isReady(next)) {
        for (int out = index.outputStart(next); out < index.outputStart(next + 1); out++) {
          if (!known.get(index.outputAt(out))) {
            learn(index.outputAt(out), next);
          }
        }
      }
    }
  }
}
