package io.roundhouse.runtime.graph;

import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Small random graphs without circles: joins, undo, gates, domains, exclusive groups, and a ladder of two or three goals. */
final class RandomRunGraph {

  private static final int ITEMS = 6;

  private RandomRunGraph() {}

  static ToolGraph make(Random random) {
    while (true) {
      try {
        return attempt(random);
      } catch (GraphException.Invalid useless) {
        // Some goal cannot be reached, or nobody yields an item; the next one will do.
        continue;
      }
    }
  }

  private static ToolGraph attempt(Random random) {
    ToolGraph.Builder graph = ToolGraph.builder("random").inputs("i0");
    List<ToolArc> undos = new ArrayList<>();
    int tools = 4 + random.nextInt(6);
    for (int number = 0; number < tools; number++) {
      ToolArc arc = tool(random, number);
      graph.tool(arc);
      if (arc.undo() != null) {
        undos.add(ToolArc.of(arc.undo().value()).needs("i0"));
      }
    }
    undos.forEach(graph::tool);
    int rungs = 2 + random.nextInt(2);
    for (int rung = 0; rung < rungs; rung++) {
      TreeSet<String> wanted = new TreeSet<>(List.of("i" + (1 + random.nextInt(ITEMS - 1)), "i" + (1 + random.nextInt(ITEMS - 1))));
      graph.rung("rung" + rung, wanted.toArray(String[]::new));
    }
    return graph.build();
  }

  private static ToolArc tool(Random random, int number) {
    int output = 1 + random.nextInt(ITEMS - 1);
    TreeSet<String> needs = new TreeSet<>();
    int inputs = 1 + random.nextInt(2);
    for (int i = 0; i < inputs; i++) {
      needs.add("i" + random.nextInt(output));
    }
    ToolArc arc = ToolArc.of("t" + number).needs(needs.toArray(String[]::new)).yields("i" + output)
        .withCost(Cost.ofMicros(random.nextInt(10)));
    arc = switch (random.nextInt(5)) {
      case 0 -> arc.withEffect(Effect.IDEMPOTENT);
      case 1, 2 -> arc.undoneBy("undo-t" + number);
      case 3 -> arc.withEffect(Effect.IRREVERSIBLE);
      default -> arc;
    };
    if (random.nextInt(5) == 0) {
      arc = arc.withGated(true);
    }
    if (random.nextInt(4) == 0) {
      arc = arc.withExclusiveGroup("group" + random.nextInt(2));
    }
    return random.nextInt(4) == 0 ? arc.withDomain("domain" + random.nextInt(2)) : arc;
  }
}
