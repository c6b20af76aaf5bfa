package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.internal.Bits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Works out which step of a plan waits for which. Implicit arcs vanish: what waits for them waits for the tools before them. */
final class StepOrder {

  private final GraphIndex index;
  private final Bits known;
  private final int[] numbers;
  private final Map<Integer, Reached> items = new HashMap<>();

  /** How an item comes to be known: by which tools, and from which wave on. */
  private record Reached(Set<ToolId> by, int wave, int item) {}

  StepOrder(GraphIndex index, Bits known, int[] numbers) {
    this.index = index;
    this.known = known;
    this.numbers = numbers;
  }

  List<Plan.Step> steps() {
    List<Plan.Step> steps = new ArrayList<>(numbers.length);
    for (int tool : numbers) {
      Set<ToolId> after = new TreeSet<>();
      int wave = 0;
      for (Reached input : inputs(tool)) {
        after.addAll(input.by());
        wave = Math.max(wave, input.wave());
      }
      Set<ToolId> by = after;
      int ready = wave;
      if (!index.arc(tool).implicit()) {
        steps.add(new Plan.Step(index.toolId(tool), after, wave));
        by = Set.of(index.toolId(tool));
        ready = wave + 1;
      }
      for (int e = index.outputStart(tool); e < index.outputStart(tool + 1); e++) {
        items.putIfAbsent(index.outputAt(e), new Reached(by, ready, index.outputAt(e)));
      }
    }
    steps.sort(Comparator.comparingInt(Plan.Step::wave).thenComparing(Plan.Step::tool));
    return List.copyOf(steps);
  }

  /** Returns the inputs the tool waits for; a quorum waits for those that are there first. */
  private List<Reached> inputs(int tool) {
    List<Reached> inputs = new ArrayList<>();
    for (int e = index.inputStart(tool); e < index.inputStart(tool + 1); e++) {
      int item = index.inputAt(e);
      Reached reached = items.get(item);
      if (known.get(item)) {
        inputs.add(new Reached(Set.of(), 0, item));
      } else if (reached != null) {
        inputs.add(reached);
      }
    }
    inputs.sort(Comparator.comparingInt(Reached::wave).thenComparingInt(Reached::item));
    return inputs.subList(0, Math.min(inputs.size(), index.required(tool)));
  }
}
