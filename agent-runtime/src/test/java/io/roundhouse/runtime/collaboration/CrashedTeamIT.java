package io.roundhouse.runtime.collaboration;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelPolicy;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Team;
import io.roundhouse.runtime.TeamRules;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.runtime.journal.SqliteJournal;
import io.roundhouse.runtime.models.ModelHttp;
import io.roundhouse.runtime.models.ProviderKind;
import io.roundhouse.runtime.models.ProviderSettings;
import io.roundhouse.runtime.models.Providers;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.roundhouse.runtime.testing.ModelReply;
import io.roundhouse.runtime.testing.ScriptedModelServer;
import io.roundhouse.runtime.testing.ScriptedModelServer.Asked;
import io.roundhouse.runtime.testing.SteppedJournal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Teams in every mode, cut off after every entry of their log and taken up by another runtime: the answer is the one of the run that was
 * not cut off, and no model is asked again for an answer that is in the log.
 */
final class CrashedTeamIT {

  private static final String QUESTION = "What is 6 times 7?";

  private final Vertx vertx = BlockedThreads.vertx();
  private final ScriptedModelServer provider = ScriptedModelServer.start(vertx).otherwise(CrashedTeamIT::reply);
  private final ModelHttp http = ModelHttp.on(vertx);

  @TempDir Path folder;

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  /** What a model says depends on who it is and what it is asked alone: they differ at first, and agree once they have heard each other. */
  private static ModelReply reply(Asked asked) {
    String question = asked.question();
    boolean alone = question.strip().endsWith(QUESTION);
    return switch (asked.model()) {
      case "broken" -> ModelReply.error(500, "no");
      case "lead" -> ModelReply.text(question.contains("Reports so far") ? "{\"answer\": \"42\"}"
          : "{\"delegate\": [{\"agent\": \"b\", \"task\": \"count\"}, {\"agent\": \"c\", \"task\": \"count again\"}]}");
      case "critic" -> ModelReply.text(question.contains("forty-one") ? "It is one more." : "ACCEPT");
      default -> ModelReply.text(alone && asked.model().equals("a") ? "forty-one" : "42");
    };
  }

  private Catalog catalog(Team team) {
    Catalog catalog = Catalog.empty().with(new Agent("team", "A team", List.of(), new AgentBody.Team(team)));
    for (String name : List.of("a", "b", "c", "lead", "critic", "broken", "spare")) {
      ProviderSettings settings =
          new ProviderSettings(ProviderKind.OPENAI, URI.create(provider.baseUrl()), null, name, Duration.ofSeconds(20), true);
      catalog = catalog
          .with(Model.of(name, name, Providers.body(http, settings), new Model.Price(1_000_000, 1_000_000))
              .withPolicy(ModelPolicy.ofDefaults().withAttempts(1, Duration.ZERO, Duration.ZERO)))
          .with(new Agent(name, "Answers", List.of(), new AgentBody.Prompted("You are " + name + ".", List.of(), name, 4)));
    }
    return catalog;
  }

  private static Team team(CollaborationMode mode) {
    return switch (mode) {
      case SUPERVISOR -> Team.of(mode, "lead", "b", "c");
      case REFLECTION -> Team.of(mode, "a", "critic");
      default -> Team.of(mode, "a", "b", "c");
    };
  }

  private record Ended(RunResult result, List<JournalEntry> log, int asked) {}

  private Ended run(Team team, Journal journal, List<JournalEntry> before) {
    if (!before.isEmpty()) {
      await(journal.accept(List.of(before.getFirst())));
      await(journal.append(before.subList(1, before.size())));
    }
    AgentRuntime runtime = RuntimeBuilder.on(vertx).journal(journal).catalog(catalog(team)).build();
    int asked = provider.asked().size();
    Run run = before.isEmpty()
        ? await(runtime.start(RunRequest.agent("team", QUESTION).withKey("k"))) : await(runtime.resumeUnfinished()).getFirst();
    RunResult result = await(run.result());
    List<JournalEntry> log = await(journal.read(run.id()));
    await(runtime.close(Duration.ZERO));
    return new Ended(result, log, provider.asked().size() - asked);
  }

  private static long answered(List<JournalEntry> log) {
    return log.stream().filter(entry -> entry.event() instanceof RunEvent.ModelAnswered).count();
  }

  private static List<String> names(List<JournalEntry> log) {
    return log.stream().map(entry -> entry.event().toString()).map(line -> "\n  " + line).toList();
  }

  private void crashAfterEveryEntry(Team team) {
    Ended straight = run(team, new InMemoryJournal(), List.of());
    assertThat(straight.result()).isInstanceOf(RunResult.Completed.class);
    assertThat(straight.asked()).isPositive();
    for (int length = 1; length < straight.log().size(); length++) {
      List<JournalEntry> before = straight.log().subList(0, length);
      Ended crashed = run(team, new InMemoryJournal(), before);
      String story = team.mode() + ", cut off after " + length + " of " + names(straight.log()) + "\nwent on as " + names(crashed.log());
      assertThat(crashed.result()).as(story).isEqualTo(straight.result());
      assertThat(answered(crashed.log())).as("answers paid for in all, %s", story).isEqualTo(answered(straight.log()));
      assertThat(crashed.asked()).as("questions after the crash, %s", story)
          .isEqualTo((int) (answered(straight.log()) - answered(before)) + failuresLeft(crashed.log(), length));
    }
  }

  private static int failuresLeft(List<JournalEntry> log, int from) {
    return (int) log.subList(from, log.size()).stream().filter(entry -> entry.event() instanceof RunEvent.ModelFailed).count();
  }

  @ParameterizedTest
  @EnumSource(CollaborationMode.class)
  void aCrashAfterAnyEntryCostsNoAnswerTwice(CollaborationMode mode) {
    crashAfterEveryEntry(team(mode));
  }

  @ParameterizedTest
  @EnumSource(value = CollaborationMode.class, names = {"CHAIN", "DEBATE", "PARALLEL_REFINE"})
  void norWhereAMemberFailsAndAReserveTakesItsSeat(CollaborationMode mode) {
    crashAfterEveryEntry(Team.of(mode, "b", "broken", "c").withRules(TeamRules.ofDefaults().withReserves(List.of("spare"))));
  }

  @ParameterizedTest
  @EnumSource(CollaborationMode.class)
  void norDoesAPowerFailureBetweenAnyTwoCommits(CollaborationMode mode) {
    Team team = team(mode);
    Ended straight = run(team, new InMemoryJournal(), List.of());
    int cuts = 0;
    for (int commits = 1; commits < straight.log().size(); commits++) {
      SteppedJournal disk = new SteppedJournal(vertx, commits);
      AgentRuntime runtime = RuntimeBuilder.on(vertx).journal(disk).catalog(catalog(team)).build();
      Run run = await(runtime.start(RunRequest.agent("team", QUESTION).withKey("k")));
      await(Future.any(run.result(), disk.stopped()));
      await(runtime.close(Duration.ZERO));
      if (run.result().succeeded() && run.result().result() instanceof RunResult.Completed) {
        break;
      }
      cuts++;
      List<JournalEntry> durable = disk.durable();
      Ended crashed = run(team, new InMemoryJournal(), durable);
      String story = mode + ", no power after " + commits + " commits " + names(durable) + "\nwent on as " + names(crashed.log());
      assertThat(crashed.result()).as(story).isEqualTo(straight.result());
      long calls = crashed.log().stream().skip(durable.size()).filter(entry -> entry.event() instanceof RunEvent.ModelCalled).count();
      assertThat(calls).as("calls after the crash, %s", story).isEqualTo(answered(straight.log()) - answered(durable));
    }
    assertThat(cuts).isPositive();
  }

  @Test
  void norWithAJournalOnDisk() {
    Team team = new Team(CollaborationMode.DEBATE,
        List.of(new Assignment("a", "for", null), new Assignment("b", "against", null)), TeamRules.ofDefaults());
    Ended straight = run(team, SqliteJournal.open(vertx, folder.resolve("straight.db")), List.of());
    List<JournalEntry> before = new ArrayList<>();
    for (JournalEntry entry : straight.log()) {
      before.add(entry);
      if (entry.event() instanceof RunEvent.ModelAnswered) {
        Ended crashed = run(team, SqliteJournal.open(vertx, folder.resolve("crashed-" + before.size() + ".db")), before);
        assertThat(crashed.result()).isEqualTo(straight.result());
        assertThat(answered(crashed.log())).isEqualTo(answered(straight.log()));
      }
    }
  }
}
