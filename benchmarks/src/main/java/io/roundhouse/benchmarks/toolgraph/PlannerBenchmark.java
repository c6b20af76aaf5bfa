package io.roundhouse.benchmarks.toolgraph;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.GraphHealth;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.roundhouse.toolgraph.internal.Bits;
import io.roundhouse.toolgraph.plan.Limits;
import io.roundhouse.toolgraph.plan.PlanResult;
import io.roundhouse.toolgraph.plan.Planner;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.DefaultDirectedWeightedGraph;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One health change and a new plan: a tool goes down, then comes back, then the next one. Beside it JGraphT's Dijkstra on the same
 * graph, where a join counts as one of its inputs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH fills the fields before it measures
public class PlannerBenchmark {

  /** Makes an edge useless without removing it, which is the cheapest change that JGraphT knows. */
  private static final double DOWN = 1e9;

  @Param({"20", "200", "2000", "20000"})
  int nodes;

  @Param({"0", "25"})
  int joinPercent;

  private HealthBoard board = HealthBoard.ofDefaults();
  private ToolId[] tools = {};
  private int[] order = {};
  private int next;
  private Planner planner;
  private GraphHealth health;
  private Bits known;
  private Bits blocked;

  private DefaultDirectedWeightedGraph<Integer, DefaultWeightedEdge> reference;
  private DefaultWeightedEdge[] edges = {};
  private double[] cost = {};

  /** Builds both graphs. */
  @Setup
  public void build() {
    LayeredGraph layers = new LayeredGraph(nodes, joinPercent, 7);
    ToolGraph graph = layers.toolGraph();
    GraphIndex index = graph.index();
    board = HealthBoard.ofDefaults();
    health = board.forGraph(graph);
    planner = Planner.of(graph);
    known = new Bits(index.itemCount());
    known.set(index.item(graph.inputs().iterator().next()));
    blocked = new Bits(index.toolCount());
    int count = layers.edges.size();
    tools = new ToolId[count];
    edges = new DefaultWeightedEdge[count];
    cost = new double[count];
    reference = new DefaultDirectedWeightedGraph<>(DefaultWeightedEdge.class);
    for (int node = 0; node < layers.nodes; node++) {
      reference.addVertex(node);
    }
    for (int e = 0; e < count; e++) {
      LayeredGraph.Edge edge = layers.edges.get(e);
      tools[e] = ToolId.of("t" + e);
      DefaultWeightedEdge added = reference.addEdge(edge.from(), edge.to());
      edges[e] = added == null ? reference.getEdge(edge.from(), edge.to()) : added;
      cost[e] = edge.cost();
      reference.setEdgeWeight(edges[e], edge.cost());
    }
    order = new Random(11).ints(4096, 0, count).toArray();
  }

  /** Our plan after one change on the board. */
  @Benchmark
  public PlanResult roundhouse() {
    int e = order[(next >> 1) & 4095];
    if ((next++ & 1) == 0) {
      board.trip(tools[e], 0);
    } else {
      board.restore(tools[e]);
    }
    health.copyUnavailable(0, blocked);
    return planner.plan(known, blocked, 0, Limits.NONE);
  }

  /** JGraphT's shortest path after one change of a weight. */
  @Benchmark
  public GraphPath<Integer, DefaultWeightedEdge> jgrapht() {
    int e = order[(next >> 1) & 4095];
    reference.setEdgeWeight(edges[e], (next++ & 1) == 0 ? DOWN : cost[e]);
    return new DijkstraShortestPath<>(reference).getPath(0, nodes - 1);
  }

  /** A health change alone. */
  @Benchmark
  public long healthUpdate() {
    int e = order[next++ & 4095];
    board.trip(tools[e], 0);
    return board.version();
  }
}
