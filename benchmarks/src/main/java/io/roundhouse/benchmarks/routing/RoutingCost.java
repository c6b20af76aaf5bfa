package io.roundhouse.benchmarks.routing;

import io.roundhouse.routers.agents.EmbeddingAgentRouter;
import io.roundhouse.routers.embedding.EmbeddingModel;
import io.roundhouse.routers.embedding.OnnxEmbedder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What agent routing costs in CPU time of the thread (median of nine rounds; for embedding also the quickest) and in memory, for
 * machines on which other programs run. Memory is read in a process that has trained one router and loaded one model.
 */
public final class RoutingCost {

  private static final int ROUNDS = 9;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final List<String> REQUESTS = List.of("please move forty dollars from savings to checking",
      "what is the weather like in oslo",
      "my card was stolen yesterday", "book a table for two at eight", "how do I say thank you in korean");

  /** Keeps results alive so that nothing is optimised away. */
  private Object sink = "";

  private RoutingCost() {}

  /** Prints the figures. */
  public static void main(String[] args) throws IOException {
    RoutingCost cost = new RoutingCost();
    EmbeddingAgentRouter router = MadeUpAgents.router(150, 10_000);
    try (OnnxEmbedder embedder = OnnxEmbedder.ofDefaults()) {
      cost.embedding(embedder);
      cost.decision(router, 150);
      System.out.printf("resident memory with the model, 150 agents and 10,000 examples: %d MB%n", residentKilobytes() / 1024);
    }
    try (OnnxEmbedder embedder = OnnxEmbedder.of(EmbeddingModel.MINI_LM, OnnxEmbedder.DEFAULT_MAX_TOKENS)) {
      cost.embedding(embedder);
    }
    long start = THREADS.getCurrentThreadCpuTime();
    EmbeddingAgentRouter large = MadeUpAgents.router(1_000, 10_000);
    System.out.printf("training 1,000 agents with 10,000 examples: %.1f CPU s%n", (THREADS.getCurrentThreadCpuTime() - start) / 1e9);
    cost.decision(large, 1_000);
    long again = THREADS.getCurrentThreadCpuTime();
    cost.sink = MadeUpAgents.router(150, 15_000);
    System.out.printf("training 150 agents with 15,000 examples: %.1f CPU s%n", (THREADS.getCurrentThreadCpuTime() - again) / 1e9);
    if (cost.sink.equals(0)) {
      System.out.println();
    }
  }

  private void embedding(OnnxEmbedder embedder) {
    double[] rounds = rounds(50, i -> sink = embedder.embed(REQUESTS.get(i % REQUESTS.size())));
    System.out.printf("%s: %.2f CPU ms for a short request, %.2f in the quickest round%n", embedder.name(), rounds[ROUNDS / 2] / 1_000,
        rounds[0] / 1_000);
  }

  private void decision(EmbeddingAgentRouter router, int agents) {
    float[] request = new MadeUpAgents.Directions().embed("7/request");
    Set<String> names = router.names();
    double[] rounds = rounds(2_000, i -> sink = router.rank(request, names));
    System.out.printf("decision among %d agents: %.0f CPU us%n", agents, rounds[ROUNDS / 2]);
  }

  /** One call. */
  private interface Call {
    void call(int i);
  }

  /** CPU microseconds per call in each round, quickest first. */
  private static double[] rounds(int calls, Call call) {
    double[] rounds = new double[ROUNDS];
    for (int round = -3; round < ROUNDS; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < calls; i++) {
        call.call(i);
      }
      if (round >= 0) {
        rounds[round] = (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / calls;
      }
    }
    Arrays.sort(rounds);
    return rounds;
  }

  /** What Linux counts as resident; 0 elsewhere. */
  private static long residentKilobytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
  }
}
