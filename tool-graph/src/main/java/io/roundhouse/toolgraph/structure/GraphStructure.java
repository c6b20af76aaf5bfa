package io.roundhouse.toolgraph.structure;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.AsUnmodifiableGraph;
import org.jgrapht.graph.DefaultDirectedWeightedGraph;
import org.jgrapht.graph.DefaultWeightedEdge;

/**
 * A tool graph as a bipartite directed graph: an edge leads from every input of a tool to the tool and from the tool to every output. The
 * edge into a tool carries its whole weighted cost, so a path's weight is the cost of its tools. Vertices are added in the order of
 * their ids, items first. Immutable; safe to share.
 */
public final class GraphStructure {

  private final Graph<Vertex, DefaultWeightedEdge> graph;

  /** A vertex of the bipartite graph. */
  public sealed interface Vertex {

    /** An item. */
    record Item(ItemId id) implements Vertex {}

    /** A tool. */
    record Tool(ToolId id) implements Vertex {}
  }

  private GraphStructure(Graph<Vertex, DefaultWeightedEdge> graph) {
    this.graph = new AsUnmodifiableGraph<>(graph);
  }

  /** Returns the structure of that graph. */
  public static GraphStructure of(ToolGraph toolGraph) {
    GraphIndex index = toolGraph.index();
    Graph<Vertex, DefaultWeightedEdge> graph = new DefaultDirectedWeightedGraph<>(DefaultWeightedEdge.class);
    toolGraph.items().forEach(item -> graph.addVertex(new Vertex.Item(item)));
    for (ToolArc arc : toolGraph.tools()) {
      Vertex tool = new Vertex.Tool(arc.id());
      graph.addVertex(tool);
      for (ItemId input : arc.inputs()) {
        graph.setEdgeWeight(graph.addEdge(new Vertex.Item(input), tool), (double) index.weight(index.tool(arc.id())));
      }
      for (ItemId output : arc.outputs()) {
        graph.setEdgeWeight(graph.addEdge(tool, new Vertex.Item(output)), 0);
      }
    }
    return new GraphStructure(graph);
  }

  /** Returns the graph for use with JGraphT's algorithms; it cannot be changed. */
  public Graph<Vertex, DefaultWeightedEdge> asGraph() {
    return graph;
  }

  /** Returns the tools of every part that hangs together, largest part first; more than one part is usually a mistake. */
  public List<List<ToolId>> parts() {
    return toolLists(new ConnectivityInspector<>(graph).connectedSets());
  }

  /** Returns the tools of every set of circles that share tools or items. */
  public List<List<ToolId>> circles() {
    return toolLists(new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets().stream()
        .filter(set -> set.size() > 1).toList());
  }

  private static List<List<ToolId>> toolLists(Collection<Set<Vertex>> sets) {
    List<List<ToolId>> result = new ArrayList<>();
    for (Set<Vertex> set : sets) {
      List<ToolId> tools = new ArrayList<>();
      for (Vertex vertex : set) {
        if (vertex instanceof Vertex.Tool tool) {
          tools.add(tool.id());
        }
      }
      if (!tools.isEmpty()) {
        tools.sort(Comparator.naturalOrder());
        result.add(List.copyOf(tools));
      }
    }
    result.sort(Comparator.<List<ToolId>>comparingInt(List::size).reversed().thenComparing(List::getFirst));
    return List.copyOf(result);
  }
}
