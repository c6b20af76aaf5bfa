package io.roundhouse.benchmarks.toolgraph;

import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.eval.HealingEval;
import io.roundhouse.toolgraph.eval.Scenario;
import io.roundhouse.toolgraph.eval.ScenarioRun;
import io.roundhouse.toolgraph.health.HealthBoard;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The whole decide loop with its decision log over the 19 published scenarios; the time is per scenario. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH fills the fields before it measures
public class DecideBenchmark {

  /** The data folder. */
  @Param("../shared/data")
  String data;

  @Param({"repo19", "paper19"})
  String suite;

  @Param({"true", "false"})
  boolean foreseen;

  private List<Scenario> scenarios = List.of();
  private final HealthBoard board = HealthBoard.ofDefaults();

  /** Reads the scenarios. */
  @Setup
  public void read() {
    scenarios = List.copyOf(HealingEval.scenarios(Path.of(data)).getOrDefault(suite, List.of()));
  }

  /** Plays all scenarios once, on the one board that a process has. */
  @Benchmark
  @OperationsPerInvocation(19)
  public void decide(Blackhole sink) {
    for (Scenario scenario : scenarios) {
      sink.consume(ScenarioRun.play(scenario.graph(), scenario.down(), foreseen, scenario.risk(), board));
      for (ToolId tool : scenario.down()) {
        board.restore(tool);
      }
    }
  }
}
