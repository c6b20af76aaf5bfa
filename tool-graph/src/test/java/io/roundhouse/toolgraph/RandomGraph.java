package io.roundhouse.toolgraph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes small random AND/OR graphs: joins, quorums, subtypes, circles, several goals, ladders, all kinds of effects. */
public final class RandomGraph {

  private final Random random;
  private int maxItems = 8;
  private int maxTools = 10;
  private int maxInputs = 3;
  private boolean circles = true;
  private boolean effects;
  private boolean manyJoins;
  private boolean groups;
  private boolean gates;
  private boolean quorums = true;
  private boolean edges;

  public RandomGraph(Random random) {
    this.random = random;
  }

  public RandomGraph size(int items, int tools) {
    maxItems = items;
    maxTools = tools;
    return this;
  }

  public RandomGraph oneInput() {
    maxInputs = 1;
    quorums = false;
    return this;
  }

  /** Every tool turns one item into one other, so that the graph is an ordinary one. */
  public RandomGraph edgesOnly() {
    edges = true;
    return oneInput();
  }

  /** Most tools need two or three items. */
  public RandomGraph withManyJoins() {
    manyJoins = true;
    return this;
  }

  public RandomGraph withoutCircles() {
    circles = false;
    return this;
  }

  public RandomGraph withEffects() {
    effects = true;
    return this;
  }

  /** Some tools need an approval. */
  public RandomGraph withGates() {
    gates = true;
    return this;
  }

  public RandomGraph withGroups() {
    groups = true;
    return this;
  }

  /** Returns a valid graph; invalid ones are thrown away. */
  public ToolGraph make() {
    while (true) {
      try {
        return attempt();
      } catch (GraphException.Invalid e) {
        continue;
      }
    }
  }

  private ToolGraph attempt() {
    int items = 3 + random.nextInt(maxItems - 2);
    int tools = 2 + random.nextInt(maxTools - 1);
    List<ToolArc> arcs = new ArrayList<>();
    for (int t = 0; t < tools; t++) {
      arcs.add(tool(t, items));
    }
    ToolGraph.Builder builder = ToolGraph.builder("random").inputs("i0");
    List<String> order = new ArrayList<>(IntStream.range(1, items).mapToObj(i -> "i" + i).toList());
    Collections.shuffle(order, random);
    List<Boolean> reached = new ArrayList<>();
    dropImpossible(arcs).forEach(arc -> {
      builder.tool(arc);
      reached.add(true);
      if (arc.undo() != null) {
        builder.tool(ToolArc.of(arc.undo().value()).needs(arc.outputs().iterator().next().value()));
      }
    });
    int rungs = 1 + random.nextInt(3);
    for (int rung = 0; rung < rungs; rung++) {
      int from = random.nextInt(order.size());
      builder.rung("rung" + rung, order.subList(from, Math.min(order.size(), from + 1 + random.nextInt(2))).toArray(String[]::new));
    }
    return builder.build();
  }

  /** Leaves out tools that wait for an item that nobody yields. */
  private static List<ToolArc> dropImpossible(List<ToolArc> arcs) {
    List<ToolArc> kept = new ArrayList<>(arcs);
    boolean dropped = true;
    while (dropped) {
      List<ToolArc> now = List.copyOf(kept);
      dropped = kept.removeIf(arc -> !arc.inputs().stream().allMatch(item -> item.value().equals("i0")
          || now.stream().anyMatch(other -> other.outputs().contains(item))));
    }
    return kept;
  }

  private ToolArc tool(int number, int items) {
    int inputs = 1 + (manyJoins || random.nextInt(3) == 0 ? random.nextInt(maxInputs) : 0);
    int outputs = 1 + (!edges && random.nextInt(5) == 0 ? 1 : 0);
    String[] in = new String[inputs];
    String[] out = new String[outputs];
    int[] numbers = IntStream.generate(() -> random.nextInt(items)).limit(inputs).toArray();
    Arrays.setAll(in, i -> "i" + numbers[i]);
    int highest = Arrays.stream(numbers).max().orElse(0);
    Arrays.setAll(out, i -> "i" + (circles ? 1 + random.nextInt(items - 1) : Math.min(items - 1, highest + 1 + random.nextInt(3))));
    ToolArc arc = ToolArc.of("t%02d".formatted(number)).needs(in).yields(out).withCost(Cost.ofMicros(random.nextInt(10)));
    if (quorums && arc.inputs().size() > 1 && random.nextInt(3) == 0) {
      arc = arc.withRequired(1 + random.nextInt(arc.inputs().size()));
    }
    if (groups && random.nextInt(3) == 0) {
      arc = arc.withExclusiveGroup("group" + random.nextInt(2));
    }
    if (gates && random.nextInt(3) == 0) {
      arc = arc.withGated(true);
    }
    if (effects) {
      arc = switch (random.nextInt(4)) {
        case 0 -> arc.withEffect(Effect.IDEMPOTENT);
        case 1 -> arc.undoneBy("undo-" + number);
        case 2 -> arc.withEffect(Effect.IRREVERSIBLE);
        default -> arc;
      };
      if (random.nextInt(3) == 0) {
        arc = arc.withDomain("domain" + random.nextInt(2));
      }
    }
    return arc;
  }
}
