package io.roundhouse.toolgraph.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.RandomGraph;
import io.roundhouse.toolgraph.Seeds;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import java.util.List;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.junit.jupiter.api.Test;

class GraphStructureTest {

  private static final ToolGraph GRAPH = ToolGraph.builder("g").inputs("a", "x")
      .tool(ToolArc.of("there").needs("a").yields("b").withCost(Cost.ofMicros(2)))
      .tool(ToolArc.of("back").needs("b").yields("a").withCost(Cost.ofMicros(1)))
      .tool(ToolArc.of("alone").needs("x").yields("y")).goal("b").build();

  @Test
  void findsPartsAndCircles() {
    GraphStructure structure = GraphStructure.of(GRAPH);

    assertThat(structure.parts()).containsExactly(List.of(ToolId.of("back"), ToolId.of("there")), List.of(ToolId.of("alone")));
    assertThat(structure.circles()).containsExactly(List.of(ToolId.of("back"), ToolId.of("there")));
  }

  @Test
  void pathsWeighWhatTheirToolsCost() {
    var path = DijkstraShortestPath.findPathBetween(GraphStructure.of(GRAPH).asGraph(),
        new GraphStructure.Vertex.Item(ItemId.of("a")), new GraphStructure.Vertex.Item(ItemId.of("b")));

    assertThat(path.getWeight()).isEqualTo(2);
  }

  @Test
  void agreesWithTheIndexAboutCircles() {
    Seeds.check("circles", 500, random -> {
      ToolGraph graph = new RandomGraph(random).make();
      assertThat(GraphStructure.of(graph).circles().isEmpty()).isEqualTo(graph.index().isAcyclic());
    });
  }
}
