package io.roundhouse.runtime.graph;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.RunSignal;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.roundhouse.runtime.testing.ManualClock;
import io.roundhouse.runtime.testing.SteppedJournal;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Random graphs on the real runtime, cut off after every entry of their log and taken up by another one: the outcome and the effects
 * are those of the run that was not cut off. {@code -Droundhouse.seed=N} repeats one graph.
 */
final class CrashAnywhereTest {

  private static final int GRAPHS = 120;

  private final Vertx vertx = BlockedThreads.vertx();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void aCrashAfterAnyEntryOfTheLogLeadsToTheSameEffects() {
    Long only = Long.getLong("roundhouse.seed");
    Map<String, Integer> seen = new HashMap<>();
    for (long seed = only == null ? 1 : only; seed <= (only == null ? GRAPHS : only); seed++) {
      try {
        check(new Random(seed * 7919), seen);
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + " fails; repeat with -Droundhouse.seed=" + seed, e);
      }
    }
    if (only == null) {
      assertThat(seen).as("kinds of events among all logs").containsKeys(
          "Rerouted", "Demoted", "Compensating", "Retried", "ApprovalAnswered", "InputAnswered", "GaveUp");
    }
  }

  private record End(RunResult result, Map<String, Integer> standing, List<JournalEntry> log) {}

  private void check(Random random, Map<String, Integer> seen) {
    ToolGraph graph = RandomRunGraph.make(random);
    CrashWorld world = CrashWorld.random(graph, random);
    End straight = run(world, List.of());
    straight.log().forEach(entry -> seen.merge(entry.event().getClass().getSimpleName(), 1, Integer::sum));
    nothingTwice(graph, straight);
    for (int length = 1; length < straight.log().size(); length++) {
      End crashed = crash(graph, world, straight, straight, length, random);
      int more = crashed.log().size() - length - 1;
      if (more > 1 && random.nextInt(3) == 0) {
        crash(graph, world, straight, crashed, length + 1 + random.nextInt(more), random);
      }
    }
  }

  /** Takes {@code earlier} up again after its first entries, and compares the end with that of the run that was not cut off. */
  private End crash(ToolGraph graph, CrashWorld world, End straight, End earlier, int length, Random random) {
    List<JournalEntry> prefix = earlier.log().subList(0, length);
    End crashed = run(world.at(prefix, random), prefix);
    String story = "crash after " + length + " of " + events(earlier.log()) + "\nwent on as " + events(crashed.log());
    assertThat(crashed.result()).as(story).isEqualTo(straight.result());
    nothingTwice(graph, crashed);
    assertThat(lasting(graph, crashed)).as(story).isEqualTo(lasting(graph, straight));
    assertThat(straight.standing().keySet()).as(story).containsAll(crashed.standing().keySet());
    Set<String> down = new HashSet<>();
    prefix.forEach(entry -> {
      if (entry.event() instanceof RunEvent.ToolFailed failed && failed.failureClass() == FailureClass.OUTAGE) {
        down.add(failed.step());
      }
    });
    for (JournalEntry entry : crashed.log().subList(length, crashed.log().size())) {
      if (entry.event() instanceof RunEvent.ToolCalled call && !call.callId().contains("undo:")) {
        assertThat(down).as("steps known to be down, %s", story).doesNotContain(call.step());
      }
    }
    return crashed;
  }

  /** What has to be the same: effects that could have been taken back, and those that the reached goal rests on. */
  private static Map<String, Integer> lasting(ToolGraph graph, End end) {
    Map<String, Integer> lasting = new HashMap<>(end.standing());
    lasting.keySet().removeIf(step -> graph.tool(ToolId.of(step)).effect() != Effect.COMPENSATABLE && !isUsed(graph, end, step));
    return lasting;
  }

  private static boolean isUsed(ToolGraph graph, End end, String step) {
    return end.result() instanceof RunResult.Completed done && done.data() != null
        && graph.tool(ToolId.of(step)).outputs().stream().anyMatch(item -> done.data().has(item.value()));
  }

  private static void nothingTwice(ToolGraph graph, End end) {
    Map<String, Integer> ofGroup = new HashMap<>();
    end.standing().forEach((step, count) -> {
      ToolArc arc = graph.tool(ToolId.of(step));
      assertThat(count).as("effects of %s in %s", step, events(end.log())).isEqualTo(1);
      String group = arc.exclusiveGroup();
      if (group != null) {
        assertThat(ofGroup.merge(group, 1, Integer::sum)).as("effects of %s in %s", group, events(end.log())).isEqualTo(1);
      }
    });
  }

  /** The power fails before each commit in turn; the world is as the run left it at that moment, not made again from the log. */
  @Test
  void norDoesAPowerFailureBetweenAnyTwoCommits() {
    int cuts = 0;
    for (long seed = 1; seed <= GRAPHS / 2; seed++) {
      Random random = new Random(seed * 7919);
      ToolGraph graph = RandomRunGraph.make(random);
      CrashWorld world = CrashWorld.random(graph, random);
      End straight = run(world.at(List.of(), random), List.of());
      for (int commits = 1; commits < straight.log().size(); commits++) {
        CrashWorld shaken = world.at(List.of(), random);
        SteppedJournal disk = new SteppedJournal(vertx, commits);
        if (runsToItsEnd(shaken, disk)) {
          break;
        }
        cuts++;
        List<JournalEntry> durable = disk.durable();
        String story = "seed " + seed + ", no power after " + commits + " commits " + events(durable);
        assertThat(shaken.called).as("calls that were made, %s", story).isSubsetOf(durable.stream()
            .map(JournalEntry::event).filter(RunEvent.ToolCalled.class::isInstance)
            .map(event -> ((RunEvent.ToolCalled) event).callId()).toList());
        End crashed = run(shaken, durable);
        assertThat(crashed.result()).as(story).isEqualTo(straight.result());
        nothingTwice(graph, crashed);
        assertThat(lasting(graph, crashed)).as(story).isEqualTo(lasting(graph, straight));
      }
    }
    assertThat(cuts).isGreaterThan(GRAPHS);
  }

  /** Whether the run ended before the journal stopped. */
  private boolean runsToItsEnd(CrashWorld world, SteppedJournal disk) {
    AgentRuntime runtime = RuntimeBuilder.on(vertx).journal(disk).catalog(world.catalog()).clock(new ManualClock()).build();
    Run run = await(runtime.start(request()));
    run.listen(signal -> {
      if (signal instanceof RunSignal.InputAsked asked) {
        runtime.answer(run.id(), asked.request().id(), world.answer(asked.request()), "eve");
      }
    });
    await(Future.any(run.result(), disk.stopped()));
    boolean ended = run.result().isComplete();
    await(runtime.close(Duration.ZERO));
    return ended;
  }

  private static RunRequest request() {
    return RunRequest.tool("graph", JsonNodeFactory.instance.objectNode().put("i0", "i0")).withKey("k").withAttended(true);
  }

  private End run(CrashWorld world, List<JournalEntry> prefix) {
    InMemoryJournal journal = new InMemoryJournal();
    if (!prefix.isEmpty()) {
      await(journal.accept(List.of(prefix.getFirst())));
      await(journal.append(prefix.subList(1, prefix.size())));
    }
    AgentRuntime runtime = RuntimeBuilder.on(vertx).journal(journal).catalog(world.catalog()).clock(new ManualClock()).build();
    Run run = prefix.isEmpty() ? await(runtime.start(request())) : await(runtime.resumeUnfinished()).getFirst();
    Runnable stop = run.listen(signal -> {
      if (signal instanceof RunSignal.InputAsked asked) {
        runtime.answer(run.id(), asked.request().id(), world.answer(asked.request()), "eve");
      }
    });
    RunResult result = await(run.result());
    stop.run();
    List<JournalEntry> log = await(journal.read(run.id()));
    await(runtime.close(Duration.ZERO));
    return new End(result, world.standing, log);
  }

  private static List<String> events(List<JournalEntry> log) {
    return log.stream().map(JournalEntry::event).filter(event -> !(event instanceof RunEvent.Accepted)).map(Object::toString)
        .map(line -> "\n  " + line).toList();
  }
}
