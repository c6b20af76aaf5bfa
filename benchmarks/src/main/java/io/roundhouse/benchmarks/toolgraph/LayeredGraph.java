package io.roundhouse.benchmarks.toolgraph;

import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A pipeline in layers: every item leads to four items of the next layer, the first item to all of the first layer, the last layer to
 * the goal. The same size and seed always give the same graph.
 */
final class LayeredGraph {

  /** One tool: {@code second} is -1 unless it joins two items. */
  record Edge(int from, int second, int to, int cost) {}

  private static final int OUT_DEGREE = 4;

  final int nodes;
  final List<Edge> edges = new ArrayList<>();

  LayeredGraph(int nodes, int joinPercent, long seed) {
    this.nodes = nodes;
    Random random = new Random(seed);
    int width = Math.max(4, (int) Math.sqrt(nodes / 2.0));
    int inner = nodes - 2;
    int firstLayer = Math.min(width, inner);
    for (int node = 1; node <= firstLayer; node++) {
      edges.add(new Edge(0, -1, node, 1 + random.nextInt(100)));
    }
    for (int start = 1; start <= inner; start += width) {
      int next = start + width;
      for (int node = start; node < Math.min(next, inner + 1); node++) {
        if (next > inner) {
          edges.add(new Edge(node, -1, nodes - 1, 1 + random.nextInt(100)));
        } else {
          int nextWidth = Math.min(width, inner - next + 1);
          for (int out = 0; out < OUT_DEGREE; out++) {
            int second = random.nextInt(100) < joinPercent ? start + random.nextInt(width) : -1;
            int to = next + (out == 0 ? (node - start) % nextWidth : random.nextInt(nextWidth));
            edges.add(new Edge(node, second == node ? -1 : second, to, 1 + random.nextInt(100)));
          }
        }
      }
    }
  }

  ToolGraph toolGraph() {
    ToolGraph.Builder builder = ToolGraph.builder("layers").inputs(item(0)).goal(item(nodes - 1));
    for (int e = 0; e < edges.size(); e++) {
      Edge edge = edges.get(e);
      ToolArc arc = ToolArc.of("t" + e).yields(item(edge.to())).withCost(Cost.ofMicros(edge.cost()));
      builder.tool(edge.second() < 0 ? arc.needs(item(edge.from())) : arc.needs(item(edge.from()), item(edge.second())));
    }
    return builder.build();
  }

  private static String item(int node) {
    return "i" + node;
  }
}
