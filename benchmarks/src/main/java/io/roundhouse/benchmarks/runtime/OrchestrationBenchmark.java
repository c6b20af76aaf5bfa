package io.roundhouse.benchmarks.runtime;

import com.sun.management.OperatingSystemMXBean;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelBody;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Team;
import io.roundhouse.runtime.TeamRules;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.runtime.journal.SqliteJournal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * CPU time per run with models that answer at once or after 50 ms: five agents in sequence, eight at once, and ten thousand runs of five
 * agents at the same time. Median of six batches; argument {@code sqlite FILE} records in a file instead of in memory.
 */
public final class OrchestrationBenchmark {

  private static final int BATCHES = 6;
  private static final int RUNS = 100_000;
  private static final int AT_ONCE = 64;
  private static final int MANY = 10_000;
  private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Vertx vertx = Vertx.vertx();
  private final AgentRuntime runtime;

  private OrchestrationBenchmark(Journal journal) {
    this.runtime = RuntimeBuilder.on(vertx).journal(journal).maxRuns(MANY + 1).build();
    model("quick", Duration.ZERO);
    model("slow", Duration.ofMillis(50));
    for (int i = 1; i <= 8; i++) {
      agent("quick", i);
      agent("slow", i);
    }
    team("sequence", CollaborationMode.CHAIN, "quick", 5);
    team("fan-out", CollaborationMode.DEBATE, "quick", 8);
    team("slow-sequence", CollaborationMode.CHAIN, "slow", 5);
  }

  /** Prints the table. */
  public static void main(String[] args) throws Exception {
    boolean file = args.length > 1 && args[0].equals("sqlite");
    Vertx journals = Vertx.vertx();
    OrchestrationBenchmark benchmark =
        new OrchestrationBenchmark(file ? SqliteJournal.open(journals, Path.of(args[1])) : new InMemoryJournal());
    System.out.printf("journal: %s%n", file ? args[1] : "in memory");
    int runs = file ? RUNS / 100 : RUNS;
    benchmark.batches("5 agents in sequence", "sequence", runs, AT_ONCE);
    benchmark.batches("fan-out of 8", "fan-out", runs, AT_ONCE);
    benchmark.many();
    await(benchmark.runtime.close(Duration.ZERO));
    await(benchmark.vertx.close());
    await(journals.close());
  }

  private void model(String name, Duration latency) {
    ChatResponse answer = ChatResponse.builder().aiMessage(AiMessage.from("done")).tokenUsage(new TokenUsage(10, 1)).build();
    ModelBody body = new ModelBody.Async((request, call) -> {
      if (latency.isZero()) {
        return Future.succeededFuture(answer);
      }
      Promise<ChatResponse> later = Promise.promise();
      vertx.setTimer(latency.toMillis(), fired -> later.tryComplete(answer));
      return later.future();
    });
    runtime.update(catalog -> catalog.with(Model.of(name, "A model that does nothing", body, Model.Price.FREE)));
  }

  private void agent(String model, int number) {
    runtime.update(catalog -> catalog.with(new Agent(model + "-" + number, "Works", List.of(),
        new AgentBody.Prompted("Work.", List.of(), model, 2))));
  }

  private void team(String name, CollaborationMode mode, String model, int members) {
    List<Assignment> seats = IntStream.rangeClosed(1, members)
        .mapToObj(i -> new Assignment(model + "-" + i, Assignment.ANSWERER, null)).toList();
    Team team = new Team(mode, seats, TeamRules.ofDefaults());
    runtime.update(catalog -> catalog.with(new Agent(name, "A team", List.of(), new AgentBody.Team(team))));
  }

  private void batches(String title, String agent, int runs, int atOnce) throws InterruptedException {
    batch(agent, runs, atOnce);
    double[] micros = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      long cpu = SYSTEM.getProcessCpuTime();
      batch(agent, runs, atOnce);
      micros[i] = (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / runs;
    }
    System.out.printf("%-24s %8.2f us CPU per run (process time, garbage collection included)%n", title, median(micros));
  }

  /** Starts runs, never more than {@code atOnce} under way, and waits for all of them. */
  private void batch(String agent, int runs, int atOnce) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger left = new AtomicInteger(runs);
    AtomicInteger ended = new AtomicInteger();
    for (int lane = 0; lane < atOnce; lane++) {
      vertx.runOnContext(now -> next(agent, left, ended, runs, over));
    }
    over.await();
  }

  private void next(String agent, AtomicInteger left, AtomicInteger ended, int runs, CountDownLatch over) {
    if (left.getAndDecrement() <= 0) {
      return;
    }
    runtime.start(RunRequest.agent(agent, "go")).compose(run -> run.result()).onComplete(done -> {
      if (!(done.result() instanceof RunResult.Completed)) {
        throw new IllegalStateException("a run ended as " + done);
      }
      if (ended.incrementAndGet() == runs) {
        over.countDown();
      }
      vertx.runOnContext(now -> next(agent, left, ended, runs, over));
    });
  }

  private void many() throws InterruptedException {
    batch("slow-sequence", MANY, MANY);
    double[] makespan = new double[BATCHES];
    double[] micros = new double[BATCHES];
    long[] peak = new long[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      System.gc();
      heap().forEach(MemoryPoolMXBean::resetPeakUsage);
      long cpu = SYSTEM.getProcessCpuTime();
      long start = System.nanoTime();
      batch("slow-sequence", MANY, MANY);
      makespan[i] = (System.nanoTime() - start) / 1e6;
      micros[i] = (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / MANY;
      peak[i] = heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20;
    }
    System.out.printf("%,d runs of 5 x 50 ms: makespan %.0f ms, %.1f us CPU per run, peak heap %d MB%n",
        MANY, median(makespan), median(micros), Arrays.stream(peak).sorted().toArray()[BATCHES / 2]);
  }

  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).toList();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static void await(Future<?> future) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    future.onComplete(done -> over.countDown());
    over.await();
  }
}
