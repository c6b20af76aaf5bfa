package io.roundhouse.toolgraph.heal;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.toolgraph.BruteForce;
import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.RandomGraph;
import io.roundhouse.toolgraph.Seeds;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.BreakerPolicy;
import io.roundhouse.toolgraph.health.BreakerState;
import io.roundhouse.toolgraph.health.HealthBoard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealerPropertiesTest {

  @Test
  void everyFailureIsAnsweredOnceAndNoEffectHappensTwice() {
    Seeds.check("answers", 2_000, random -> {
      ToolGraph graph = new RandomGraph(random).withEffects().make();
      World world = new World(graph, nature(random), random.nextLong()).run();

      assertThat(world.violations).as("log %s", world.log).isEmpty();
      assertThat(world.answers).isEqualTo(world.failures);
      if (world.isComplete()) {
        nothingIsLeftOver(graph, world);
      }
    });
  }

  /** What stands at the end is what the reached rung rests on; everything compensatable beside it was taken back. */
  private static void nothingIsLeftOver(ToolGraph graph, World world) {
    RunFacts facts = world.healer().facts();
    Set<ItemId> goals = graph.goals().rung(facts.rung()).items();
    List<ToolArc> standing = new ArrayList<>();
    facts.completed().forEach(call -> standing.add(graph.tool(call.tool())));
    graph.tools().stream().filter(ToolArc::implicit).forEach(standing::add);
    assertThat(BruteForce.closure(standing, -1L, graph.inputs())).containsAll(goals);
    Set<ToolId> completed = new HashSet<>();
    facts.completed().forEach(call -> completed.add(call.tool()));
    world.effects.forEach((tool, count) -> {
      if (graph.tool(tool).effect() == Effect.COMPENSATABLE) {
        assertThat(completed).as("standing effect of %s", tool).contains(tool);
        assertThat(isUsed(graph.tool(tool), standing, goals)).as("%s is of no use and was not undone", tool).isTrue();
      }
    });
  }

  private static boolean isUsed(ToolArc arc, List<ToolArc> standing, Set<ItemId> goals) {
    return arc.outputs().stream().anyMatch(output -> goals.contains(output)
        || standing.stream().anyMatch(other -> other != arc && other.inputs().contains(output)));
  }

  @Test
  void anLlmIsAskedIfAndOnlyIfNoRungHasARoute() {
    Seeds.check("escalation", 2_000, random -> {
      ToolGraph graph = new RandomGraph(random).make();
      HealthBoard board = HealthBoard.ofDefaults();
      Set<ToolId> down = new HashSet<>();
      for (ToolArc arc : graph.tools()) {
        if (random.nextInt(3) == 0) {
          down.add(arc.id());
          board.trip(arc.id(), 0);
        }
      }
      World world = new World(graph, new World.Nature(1, 0), random.nextLong(), board).run();

      List<ToolArc> up = graph.tools().stream().filter(arc -> !down.contains(arc.id())).toList();
      Set<ItemId> reachable = BruteForce.closure(up, -1L, graph.inputs());
      boolean feasible = graph.goals().rungs().stream().anyMatch(rung -> reachable.containsAll(rung.items()));
      long asked = world.log.stream().filter(Decision.Escalate.class::isInstance).count();
      assertThat(asked).as("questions in %s", world.log).isEqualTo(feasible ? 0 : 1);
      assertThat(world.log.stream().filter(Decision.Call.class::isInstance).map(call -> ((Decision.Call) call).tool()))
          .noneMatch(down::contains);
      if (!feasible) {
        assertThat(world.log).hasSize(1);
      }
    });
  }

  @Test
  void aCrashAfterAnyEventLeadsToTheSameGoalWithoutDuplicateEffects() {
    Seeds.check("crash", 400, random -> {
      ToolGraph graph = new RandomGraph(random).withEffects().make();
      long order = random.nextLong();
      World.Nature calm = new World.Nature(1, 0);
      World straight = new World(graph, calm, order).run();
      for (int prefix = 0; prefix < straight.events; prefix++) {
        World crashed = new World(graph, calm, order).crashingAfter(prefix).run();

        assertThat(crashed.violations).as("crash after %d: %s", prefix, crashed.log).isEmpty();
        assertThat(crashed.isComplete()).isEqualTo(straight.isComplete());
        assertThat(crashed.effects).as("crash after %d: %s", prefix, crashed.log).isEqualTo(straight.effects);
      }
    });
  }

  @Test
  void crashesAmongFailuresNeitherLoseNorRepeatAnEffect() {
    Seeds.check("crash and fail", 1_000, random -> {
      ToolGraph graph = new RandomGraph(random).withEffects().make();
      World world = new World(graph, nature(random), random.nextLong()).crashingAfter(random.nextInt(8)).run();

      assertThat(world.violations).as("log %s", world.log).isEmpty();
      if (world.isComplete()) {
        nothingIsLeftOver(graph, world);
      }
    });
  }

  @Test
  void theLogDoesNotDependOnTheOrderInWhichAGraphIsWrittenDown() {
    Seeds.check("order", 500, random -> {
      ToolGraph graph = new RandomGraph(random).withEffects().make();
      List<ToolArc> shuffled = new ArrayList<>(graph.tools());
      Collections.shuffle(shuffled, random);
      ToolGraph.Builder builder = ToolGraph.builder("random").inputs("i0");
      shuffled.forEach(builder::tool);
      graph.goals().rungs().forEach(rung -> builder.rung(rung.name(), rung.items().stream().map(ItemId::value).toArray(String[]::new)));
      World.Nature nature = nature(random);
      long order = random.nextLong();

      List<Decision> one = new World(graph, nature, order).run().log;
      List<Decision> other = new World(builder.build(), nature, order).run().log;

      assertThat(other.toString()).isEqualTo(one.toString());
    });
  }

  @Test
  void aHalfOpenToolIsCalledByOneRunAtATime() {
    ToolGraph graph = ToolGraph.builder("pair").inputs("a")
        .tool(ToolArc.of("first").needs("a").yields("b"))
        .tool(ToolArc.of("second").needs("a").yields("b").withCost(Cost.ofMicros(5)))
        .goal("b").build();
    HealthBoard board = HealthBoard.ofDefaults();
    board.trip(ToolId.of("first"), 0);

    List<String> calls = new ArrayList<>();
    for (int run = 0; run < 4; run++) {
      calls.add(Healer.start(graph, board, RunFacts.of(graph), HealPolicy.ofDefaults()).begin(5_000).toString());
    }

    assertThat(calls).containsExactly("[call first]", "[call second]", "[call second]", "[call second]");
  }

  @Test
  void noRunCallsAToolThatIsDownExceptOneProbeWhenManyRunsShareABoard() {
    Seeds.check("probes", 300, random -> {
      ToolGraph graph = new RandomGraph(random).make();
      HealthBoard board = HealthBoard.of(BreakerPolicy.ofDefaults().withOpenMillis(40));
      List<Healer> healers = new ArrayList<>();
      List<Map.Entry<Healer, ToolId>> underWay = new ArrayList<>();
      Set<ToolId> probed = new HashSet<>();
      long now = 0;
      for (int run = 0; run < 6; run++) {
        Healer healer = Healer.start(graph, board, RunFacts.of(graph), HealPolicy.ofDefaults().withMaxAttempts(1));
        healers.add(healer);
        take(healer.begin(now), healer, board, now, underWay, probed);
      }
      for (int event = 0; event < 60 && !underWay.isEmpty(); event++) {
        now += 15;
        Map.Entry<Healer, ToolId> call = underWay.remove(random.nextInt(underWay.size()));
        probed.remove(call.getValue());
        HealEvent outcome = random.nextInt(3) == 0 ? HealEvent.ToolFailed.of(call.getValue(), FailureClass.OUTAGE, "x")
            : HealEvent.ToolSucceeded.of(graph.tool(call.getValue()));
        take(call.getKey().on(outcome, now), call.getKey(), board, now, underWay, probed);
        Healer other = healers.get(random.nextInt(healers.size()));
        take(other.on(new HealEvent.HealthChanged(), now), other, board, now, underWay, probed);
      }
    });
  }

  private static void take(List<Decision> decisions, Healer healer, HealthBoard board, long now,
      List<Map.Entry<Healer, ToolId>> underWay, Set<ToolId> probed) {
    for (Decision decision : decisions) {
      if (decision instanceof Decision.Call call) {
        assertThat(board.state(call.tool(), now)).isNotEqualTo(BreakerState.OPEN);
        if (board.state(call.tool(), now) == BreakerState.HALF_OPEN) {
          assertThat(probed.add(call.tool())).as("a second probe of %s", call.tool()).isTrue();
        }
        underWay.add(Map.entry(healer, call.tool()));
      }
    }
  }

  private static World.Nature nature(Random random) {
    return new World.Nature(random.nextLong(), random.nextInt(60));
  }
}
