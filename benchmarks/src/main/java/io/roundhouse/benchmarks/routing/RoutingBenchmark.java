package io.roundhouse.benchmarks.routing;

import io.roundhouse.routers.agents.AgentRanking;
import io.roundhouse.routers.agents.EmbeddingAgentRouter;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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

/** One decision about a request that has been embedded: scores, chances, set, gate and reason, over 10,000 examples. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH fills the fields before it measures
public class RoutingBenchmark {

  @Param({"150", "1000"})
  int agents;

  private EmbeddingAgentRouter router;
  private Set<String> names;
  private float[] request;

  /** Trains a router. */
  @Setup
  public void train() {
    router = MadeUpAgents.router(agents, 10_000);
    names = router.names();
    request = new MadeUpAgents.Directions().embed("7/request");
  }

  /** Ranks all agents. */
  @Benchmark
  public AgentRanking decide() {
    return router.rank(request, names);
  }
}
