package io.roundhouse.benchmarks.toolgraph;

import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.health.HealthSnapshot;
import io.roundhouse.toolgraph.plan.PlanRequest;
import io.roundhouse.toolgraph.plan.PlanResult;
import io.roundhouse.toolgraph.plan.Planner;

/** Loads a graph of a million items and tools and plans over it; run it with {@code -Xmx1g}. */
public final class MillionNodes {

  private MillionNodes() {}

  /** Prints how long loading and planning took and how much memory is in use after them. */
  public static void main(String[] args) {
    int items = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    long start = System.nanoTime();
    ToolGraph graph = new LayeredGraph(items, 0, 7).toolGraph();
    long loaded = System.nanoTime();
    Planner planner = Planner.of(graph);
    PlanResult result = planner.plan(PlanRequest.of(graph), HealthSnapshot.allUp());
    long planned = System.nanoTime();
    planner.plan(PlanRequest.of(graph), HealthSnapshot.allUp());
    long again = System.nanoTime();
    System.gc();
    long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    System.out.printf("%,d items and %,d tools: loaded in %d ms, first plan %d ms, next plan %d ms, %d MB in use, %s%n",
        graph.items().size(), graph.tools().size(), (loaded - start) / 1_000_000, (planned - loaded) / 1_000_000,
        (again - planned) / 1_000_000, used >> 20, words(result));
  }

  private static String words(PlanResult result) {
    return result instanceof PlanResult.Planned found ? "cost " + found.plan().cost() : result.toString();
  }
}
