package io.roundhouse.benchmarks.toolgraph;

import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.heal.Decision;
import io.roundhouse.toolgraph.heal.HealEvent;
import io.roundhouse.toolgraph.heal.HealPolicy;
import io.roundhouse.toolgraph.heal.Healer;
import io.roundhouse.toolgraph.heal.Question;
import io.roundhouse.toolgraph.heal.RunFacts;
import io.roundhouse.toolgraph.health.HealthBoard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Plays many runs on pipelines of 20 to 200 tools that share one health board, with failures, restored tools and crashes at random, and
 * counts what must be zero: effects that happened twice or were lost, and failures without a decision.
 */
public final class Soak {

  private static final int GRAPHS = 40;
  private static final List<FailureClass> FAILURES = List.of(FailureClass.values());

  private final Random random;
  private final HealthBoard board = HealthBoard.ofDefaults();
  private final Map<Class<?>, Long> decisions = new HashMap<>();
  private long now;
  private long duplicated;
  private long lost;
  private long silent;
  private long crashes;
  private long failures;
  private long unfinished;

  private Soak(long seed) {
    this.random = new Random(seed);
  }

  /** Arguments: number of runs (100,000) and seed (1). Prints the sums; ends with status 1 if one of the forbidden ones is not zero. */
  public static void main(String[] args) {
    int runs = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    Soak soak = new Soak(args.length > 1 ? Long.parseLong(args[1]) : 1);
    List<ToolGraph> graphs = soak.graphs();
    long start = System.nanoTime();
    for (int run = 0; run < runs; run++) {
      soak.new Play(graphs.get(run % GRAPHS)).play();
      if ((run + 1) % Math.max(1, runs / 5) == 0) {
        System.gc();
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf("%,d runs, %d MB in use after collection, %d ms%n", run + 1, used >> 20, (System.nanoTime() - start) / 1_000_000);
      }
    }
    System.out.printf("failures %,d, crashes %,d, unfinished %,d%n", soak.failures, soak.crashes, soak.unfinished);
    soak.decisions.entrySet().stream().sorted(Map.Entry.comparingByKey((a, b) -> a.getSimpleName().compareTo(b.getSimpleName())))
        .forEach(entry -> System.out.printf("  %-12s %,d%n", entry.getKey().getSimpleName(), entry.getValue()));
    System.out.printf("duplicated effects %d, lost effects %d, silent failures %d%n", soak.duplicated, soak.lost, soak.silent);
    if (soak.duplicated + soak.lost + soak.silent > 0) {
      System.exit(1);
    }
  }

  private List<ToolGraph> graphs() {
    List<ToolGraph> graphs = new ArrayList<>();
    for (int g = 0; g < GRAPHS; g++) {
      graphs.add(pipeline(g, 4 + g));
    }
    return graphs;
  }

  /** A pipeline whose every stage has one to five tools, some of which need an earlier stage as well. */
  private ToolGraph pipeline(int number, int stages) {
    ToolGraph.Builder builder = ToolGraph.builder("pipeline-" + number).inputs("s0");
    for (int stage = 1; stage <= stages; stage++) {
      int count = 4 + random.nextInt(2);
      for (int t = 0; t < count; t++) {
        String name = "g" + number + "-s" + stage + "-t" + t;
        ToolArc arc = ToolArc.of(name).yields("s" + stage).withCost(Cost.ofMicros(1 + random.nextInt(50)));
        arc = random.nextInt(4) == 0 ? arc.needs("s" + (stage - 1), "s" + random.nextInt(stage)) : arc.needs("s" + (stage - 1));
        switch (random.nextInt(4)) {
          case 0 -> arc = arc.withEffect(Effect.IDEMPOTENT);
          case 1 -> {
            arc = arc.undoneBy(name + "-undo");
            builder.tool(ToolArc.of(name + "-undo").needs("s" + stage));
          }
          case 2 -> arc = arc.withEffect(Effect.IRREVERSIBLE);
          default -> arc = arc.withDomain("provider-" + random.nextInt(200));
        }
        builder.tool(arc);
      }
    }
    return builder.rung("all", "s" + stages).rung("half", "s" + (stages / 2)).build();
  }

  /** One run in a world that remembers what really happened. */
  private final class Play {

    private final ToolGraph graph;
    private final Map<ToolId, Integer> effects = new HashMap<>();
    private final TreeSet<ToolId> underWay = new TreeSet<>();
    private final List<Runnable> inFlight = new ArrayList<>();
    private Healer healer;
    private int crashAt = random.nextInt(10) == 0 ? random.nextInt(30) : -1;

    Play(ToolGraph graph) {
      this.graph = graph;
      this.healer = Healer.start(graph, board, RunFacts.of(graph), HealPolicy.ofDefaults());
    }

    void play() {
      perform(healer.begin(now));
      for (int event = 0; !inFlight.isEmpty(); event++) {
        if (event == crashAt) {
          crash();
        } else if (event > 5_000) {
          unfinished++;
          return;
        } else {
          now += 1 + random.nextInt(20);
          inFlight.remove(random.nextInt(inFlight.size())).run();
        }
      }
      settle();
    }

    private void crash() {
      crashes++;
      crashAt = -1;
      RunFacts facts = healer.facts();
      inFlight.clear();
      for (ToolId tool : underWay) {
        board.release(tool);
        if (random.nextBoolean()) {
          effect(tool);
        }
      }
      underWay.clear();
      healer = Healer.start(graph, board, facts, HealPolicy.ofDefaults());
      perform(healer.begin(now));
    }

    /** Compares what the run believes to have done with what happened. */
    private void settle() {
      TreeSet<ToolId> believed = new TreeSet<>();
      healer.facts().completed().forEach(call -> believed.add(call.tool()));
      for (ToolId tool : believed) {
        if (graph.tool(tool).effect() != Effect.PURE && !effects.containsKey(tool)) {
          lost++;
        }
      }
      if (healer.isOver()) {
        for (ToolId tool : effects.keySet()) {
          Effect kind = graph.tool(tool).effect();
          if (!believed.contains(tool) && kind == Effect.COMPENSATABLE) {
            lost++;
          }
        }
      } else {
        unfinished++;
      }
    }

    private void perform(List<Decision> next) {
      for (Decision decision : next) {
        decisions.merge(decision.getClass(), 1L, Long::sum);
        switch (decision) {
          case Decision.Call call -> start(call.tool());
          case Decision.Retry retry -> start(retry.tool());
          case Decision.Compensate undo -> inFlight.add(() -> {
            effects.remove(undo.tool());
            perform(healer.on(new HealEvent.CompensationSucceeded(undo.tool()), now));
          });
          case Decision.AskApproval ask -> inFlight.add(() -> perform(healer.on(new HealEvent.Approved(ask.tool()), now)));
          case Decision.Wait wait -> inFlight.add(() -> {
            now = Math.max(now, wait.untilMillis());
            perform(healer.on(new HealEvent.HealthChanged(), now));
          });
          case Decision.Escalate ask -> answer(ask);
          case Decision.Reroute r -> { }
          case Decision.Demote d -> { }
          case Decision.Abandon a -> { }
          case Decision.Complete c -> { }
          case Decision.Stop s -> { }
        }
      }
    }

    private void answer(Decision.Escalate ask) {
      if (ask.question().kind() == Question.Kind.IN_DOUBT) {
        ToolId tool = ask.question().blockers().iterator().next();
        inFlight.add(() -> perform(
            healer.on(new HealEvent.DoubtResolved(tool, effects.containsKey(tool), graph.tool(tool).outputs()), now)));
      } else {
        inFlight.add(() -> perform(healer.on(new HealEvent.Cancelled("nobody helps"), now)));
      }
    }

    private void start(ToolId tool) {
      underWay.add(tool);
      inFlight.add(() -> finish(tool));
    }

    private void finish(ToolId tool) {
      underWay.remove(tool);
      if (random.nextInt(100) >= 12) {
        effect(tool);
        perform(healer.on(HealEvent.ToolSucceeded.of(graph.tool(tool)), now));
        return;
      }
      FailureClass failure = FAILURES.get(random.nextInt(FAILURES.size()));
      if ((failure == FailureClass.TIMEOUT || failure == FailureClass.CONTRACT_VIOLATION) && random.nextBoolean()) {
        effect(tool);
      }
      failures++;
      List<Decision> next = healer.on(HealEvent.ToolFailed.of(tool, failure, "soak"), now);
      if (next.isEmpty()) {
        silent++;
      }
      perform(next);
      if (random.nextInt(20) == 0) {
        board.restore(tool);
      }
    }

    private void effect(ToolId tool) {
      Effect kind = graph.tool(tool).effect();
      if (kind != Effect.PURE && effects.merge(tool, 1, (old, one) -> kind == Effect.IDEMPOTENT ? 1 : old + one) > 1) {
        duplicated++;
      }
    }
  }
}
