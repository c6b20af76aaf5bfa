package io.roundhouse.benchmarks.toolgraph;

import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.eval.HealingEval;
import io.roundhouse.toolgraph.eval.Scenario;
import io.roundhouse.toolgraph.eval.ScenarioRun;
import io.roundhouse.toolgraph.health.HealthBoard;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The figures of {@link PlannerBenchmark} and {@link DecideBenchmark} as CPU time of the thread, ours and JGraphT's in turns, median of
 * nine rounds. For machines on which other programs run.
 */
public final class CpuTime {

  private static final int ROUNDS = 9;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Keeps results alive so that nothing is optimised away. */
  private Object sink = "";

  private CpuTime() {}

  /** Prints the planner's table and, if the data folder is given, the time per published scenario. */
  public static void main(String[] args) {
    CpuTime time = new CpuTime();
    if (args.length > 0) {
      HealingEval.scenarios(Path.of(args[0])).forEach((suite, scenarios) -> {
        for (boolean foreseen : new boolean[] {true, false}) {
          System.out.printf("%s, faults %s: %.2f us per scenario with its decision log%n", suite,
              foreseen ? "known before the start" : "found at the call", time.decide(scenarios, foreseen));
        }
      });
    }
    System.out.println("joins nodes  ours us  JGraphT us  ratio  health update us");
    for (int joins : new int[] {0, 25}) {
      for (int nodes : new int[] {20, 200, 2_000, 20_000}) {
        time.plan(joins, nodes);
      }
    }
    if (time.sink.equals(0)) {
      System.out.println();
    }
  }

  private void plan(int joins, int nodes) {
    PlannerBenchmark ours = prepared(joins, nodes);
    PlannerBenchmark theirs = prepared(joins, nodes);
    PlannerBenchmark updates = prepared(joins, nodes);
    int calls = Math.max(20, 1_000_000 / nodes);
    double[][] rounds = new double[3][ROUNDS];
    for (int round = -3; round < ROUNDS; round++) {
      double one = micros(calls, () -> sink = ours.roundhouse());
      double other = micros(Math.max(10, calls / 10), () -> sink = theirs.jgrapht());
      double update = micros(calls, () -> sink = updates.healthUpdate());
      if (round >= 0) {
        rounds[0][round] = one;
        rounds[1][round] = other;
        rounds[2][round] = update;
      }
    }
    double mine = median(rounds[0]);
    double reference = median(rounds[1]);
    System.out.printf("%4d%% %5d %8.3f %11.2f  1/%-5.1f %8.3f%n", joins, nodes, mine, reference, reference / mine, median(rounds[2]));
  }

  private static PlannerBenchmark prepared(int joins, int nodes) {
    PlannerBenchmark benchmark = new PlannerBenchmark();
    benchmark.nodes = nodes;
    benchmark.joinPercent = joins;
    benchmark.build();
    return benchmark;
  }

  private double decide(List<Scenario> scenarios, boolean foreseen) {
    HealthBoard board = HealthBoard.ofDefaults();
    double[] rounds = new double[ROUNDS];
    for (int round = -5; round < ROUNDS; round++) {
      double all = micros(2_000, () -> {
        for (Scenario scenario : scenarios) {
          sink = ScenarioRun.play(scenario.graph(), scenario.down(), foreseen, scenario.risk(), board);
          for (ToolId tool : scenario.down()) {
            board.restore(tool);
          }
        }
      });
      if (round >= 0) {
        rounds[round] = all / scenarios.size();
      }
    }
    return median(rounds);
  }

  private static double micros(int calls, Runnable call) {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    return (THREADS.getCurrentThreadCpuTime() - start) / 1_000.0 / calls;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
