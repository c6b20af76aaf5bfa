package io.roundhouse.runtime.collaboration;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelPolicy;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.RunSignal;
import io.roundhouse.runtime.Team;
import io.roundhouse.runtime.TeamRules;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.runtime.models.ModelHttp;
import io.roundhouse.runtime.models.ProviderKind;
import io.roundhouse.runtime.models.ProviderSettings;
import io.roundhouse.runtime.models.Providers;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.roundhouse.runtime.testing.ModelReply;
import io.roundhouse.runtime.testing.ScriptedModelServer;
import io.roundhouse.runtime.testing.ScriptedModelServer.Asked;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Agents that work together, each with a model of its own behind real HTTP. */
final class CollaborationIT {

  private final Vertx vertx = BlockedThreads.vertx();
  private final ScriptedModelServer provider = ScriptedModelServer.start(vertx);
  private final ModelHttp http = ModelHttp.on(vertx);
  private final Journal journal = new InMemoryJournal();
  private final AgentRuntime runtime = RuntimeBuilder.on(vertx).journal(journal).build();

  @AfterEach
  void stop() {
    await(runtime.close(Duration.ZERO));
    await(vertx.close());
  }

  /** An agent whose model of the same name says what the function says. */
  private void member(String name, Function<Asked, ModelReply> says) {
    provider.model(name, says);
    ProviderSettings settings =
        new ProviderSettings(ProviderKind.OPENAI, URI.create(provider.baseUrl()), null, name, Duration.ofSeconds(20), true);
    ModelPolicy once = ModelPolicy.ofDefaults().withAttempts(1, Duration.ZERO, Duration.ZERO);
    Model model = Model.of(name, name, Providers.body(http, settings), Model.Price.FREE).withPolicy(once);
    Agent agent = new Agent(name, "Answers questions about sums", List.of(),
        new AgentBody.Prompted("You are " + name + ".", List.of(), name, 4));
    runtime.update(catalog -> catalog.with(model).with(agent));
  }

  private void says(String name, String text) {
    member(name, asked -> ModelReply.text(text));
  }

  private void broken(String name) {
    member(name, asked -> ModelReply.error(500, "no"));
  }

  private record Ended(RunResult result, List<RunEvent> events) {

    String text() {
      assertThat(result).isInstanceOf(RunResult.Completed.class);
      return ((RunResult.Completed) result).text();
    }

    <E extends RunEvent> Stream<E> only(Class<E> kind) {
      return events.stream().filter(kind::isInstance).map(kind::cast);
    }
  }

  private Ended work(Team team) {
    return work(team, Budget.ofDefaults());
  }

  private Ended work(Team team, Budget budget) {
    runtime.update(catalog -> catalog.with(new Agent("team", "A team", List.of(), new AgentBody.Team(team))));
    return end(await(runtime.start(RunRequest.agent("team", "What is 6 times 7?").withBudget(budget))));
  }

  private Ended end(Run run) {
    RunResult result = await(run.result());
    return new Ended(result, await(journal.read(run.id())).stream().map(JournalEntry::event).toList());
  }

  @ParameterizedTest
  @EnumSource(CollaborationMode.class)
  void answersInEveryMode(CollaborationMode mode) {
    says("a", "42");
    says("b", "42");
    says("c", "42");

    Ended ended = work(Team.of(mode, "a", "b", "c"));

    assertThat(ended.text()).isEqualTo("42");
    assertThat(ended.only(RunEvent.TeamStarted.class).findFirst().orElseThrow().mode()).isEqualTo(mode.name());
  }

  @ParameterizedTest
  @EnumSource(CollaborationMode.class)
  void failsInEveryModeOnlyWhenAllFail(CollaborationMode mode) {
    broken("a");
    broken("b");

    assertThat(work(Team.of(mode, "a", "b")).result()).isInstanceOf(RunResult.Failed.class);
  }

  @ParameterizedTest
  @EnumSource(value = CollaborationMode.class, names = {"CHAIN", "DEBATE", "FULL_MESH", "PARALLEL_REFINE", "AGREEMENT_GATE", "REFLECTION"})
  void goesOnWithoutAMemberThatFailsAndSaysSo(CollaborationMode mode) {
    says("a", "42");
    broken("b");

    Ended ended = work(Team.of(mode, "a", "b"));

    assertThat(ended.text()).isEqualTo("42");
    assertThat(ended.only(RunEvent.ModeDegraded.class)).isNotEmpty().allSatisfy(event -> assertThat(event.reason()).isNotBlank());
    assertThat(ended.only(RunEvent.AgentFailed.class)).isNotEmpty();
  }

  @Test
  void putsAReserveInTheSeatOfAMemberThatFails() {
    broken("a");
    says("spare", "42");
    Team team = Team.of(CollaborationMode.SOLO, "a").withRules(TeamRules.ofDefaults().withReserves(List.of("spare")));

    Ended ended = work(team);

    assertThat(ended.text()).isEqualTo("42");
    RunEvent.MemberReplaced replaced = ended.only(RunEvent.MemberReplaced.class).findFirst().orElseThrow();
    assertThat(replaced.agent()).isEqualTo("a");
    assertThat(replaced.by()).isEqualTo("spare");
    assertThat(replaced.reason()).contains("model 'a'");
  }

  @Test
  void showsOnlyTheAnswerOfAChainOfThought() {
    says("a", "Six sevens are forty-two.\n**Answer:** 42");

    assertThat(work(Team.of(CollaborationMode.CHAIN_OF_THOUGHT, "a")).text()).isEqualTo("42");
  }

  @Test
  void passesTheWorkAlongAChain() {
    says("a", "draft");
    member("b", asked -> ModelReply.text(asked.question().contains("draft") ? "final" : "lost"));

    assertThat(work(Team.of(CollaborationMode.CHAIN, "a", "b")).text()).isEqualTo("final");
  }

  @Test
  void endsADebateAsSoonAsAllAgree() {
    says("a", "42");
    member("b", asked -> ModelReply.text(asked.question().contains("You said") ? "42" : "41"));

    Ended ended = work(Team.of(CollaborationMode.DEBATE, "a", "b"));

    assertThat(ended.text()).isEqualTo("42");
    assertThat(ended.only(RunEvent.RoundEnded.class)).extracting(RunEvent.RoundEnded::agreed).containsExactly(false, true);
  }

  @Test
  void hasAJudgeDecideADebateWithoutAgreement() {
    says("a", "42");
    says("b", "41");
    says("judge", "They disagreed on the product; it is 42.");
    TeamRules rules = TeamRules.ofDefaults().withRounds(2).withFinisher(new Assignment("judge", "judge", null));

    Ended ended = work(Team.of(CollaborationMode.DEBATE, "a", "b").withRules(rules));

    assertThat(ended.text()).startsWith("They disagreed");
    assertThat(provider.asked()).hasSize(5);
  }

  @Test
  void revisesUntilTheCriticIsContent() {
    member("writer", asked -> ModelReply.text(asked.question().contains("critic says") ? "better" : "bad"));
    member("critic", asked -> ModelReply.text(asked.question().contains("better") ? "ACCEPT" : "Too short."));

    Ended ended = work(Team.of(CollaborationMode.REFLECTION, "writer", "critic"));

    assertThat(ended.text()).isEqualTo("better");
    assertThat(ended.only(RunEvent.RoundEnded.class)).extracting(RunEvent.RoundEnded::agreed).containsExactly(false, true);
  }

  @Test
  void asksTheStrongMemberOnlyWhenProbesDisagree() {
    says("p1", "42");
    says("p2", "The answer: 42.");
    says("strong", "forty-two");

    assertThat(work(Team.of(CollaborationMode.AGREEMENT_GATE, "p1", "p2", "strong")).text()).isEqualTo("42");
    says("p2", "41");
    assertThat(work(Team.of(CollaborationMode.AGREEMENT_GATE, "p1", "p2", "strong")).text()).isEqualTo("forty-two");
  }

  @Test
  void letsASupervisorGiveOutWorkAndHandOff() {
    member("lead", asked -> ModelReply.text(asked.question().contains("Reports so far")
        ? "{\"answer\": \"all told: 42\"}"
        : "{\"delegate\": [{\"agent\": \"b\", \"task\": \"count\"}, {\"agent\": \"stranger\", \"task\": \"x\"}]}"));
    member("b", asked -> ModelReply.text(asked.question().equals("count") ? "42" : "whole"));

    assertThat(work(Team.of(CollaborationMode.SUPERVISOR, "lead", "b")).text()).isEqualTo("all told: 42");
    says("lead", "{\"handoff\": \"b\"}");
    assertThat(work(Team.of(CollaborationMode.SUPERVISOR, "lead", "b")).text()).isEqualTo("whole");
  }

  @Test
  void stopsATeamThatUsesUpItsBudget() {
    says("a", "1");
    says("b", "2");

    Ended ended = work(Team.of(CollaborationMode.DEBATE, "a", "b"), Budget.ofDefaults().withMaxSteps(6));

    assertThat(ended.result()).isInstanceOf(RunResult.Failed.class);
    assertThat(((RunResult.Failed) ended.result()).message()).contains("6 steps");
  }

  @Test
  void stopsAllMembersWhenTheRunIsCancelled() {
    member("a", asked -> ModelReply.text("never").with(ModelReply.Fault.SILENT));
    member("b", asked -> ModelReply.text("never").with(ModelReply.Fault.SILENT));
    runtime.update(catalog -> catalog.with(
        new Agent("team", "A team", List.of(), new AgentBody.Team(Team.of(CollaborationMode.DEBATE, "a", "b")))));
    Run run = await(runtime.start(RunRequest.agent("team", "?")));
    until(() -> provider.open() == 2);

    run.cancel("enough");

    until(() -> provider.abandoned() == 2);
    assertThat(await(run.result())).isInstanceOf(RunResult.Cancelled.class);
  }

  @Test
  void streamsTheLastAnswerAndNothingElse() {
    says("a", "one two");
    says("b", "three four");
    says("refiner", "five six seven");
    TeamRules rules = TeamRules.ofDefaults().withFinisher(new Assignment("refiner", "refiner", null));
    Team team = Team.of(CollaborationMode.PARALLEL_REFINE, "a", "b").withRules(rules);
    runtime.update(catalog -> catalog.with(new Agent("team", "A team", List.of(), new AgentBody.Team(team))));
    List<String> parts = Collections.synchronizedList(new ArrayList<>());
    Promise<RunResult> over = Promise.promise();

    vertx.runOnContext(now -> runtime.start(RunRequest.agent("team", "?")).onSuccess(run -> {
      run.listen(signal -> {
        if (signal instanceof RunSignal.Partial partial) {
          parts.add(partial.text());
        }
      });
      run.result().onComplete(over);
    }));

    assertThat(await(over.future())).isEqualTo(new RunResult.Completed("five six seven", null));
    assertThat(parts).containsExactly("five ", "six ", "seven");
  }

  @Test
  void worksTogetherAtAFrontDeskThatAllowsIt() {
    says("adder", "42");
    says("multiplier", "42");
    runtime.update(catalog -> catalog.with(new Agent("desk", "Desk", List.of(), new AgentBody.Routed(
        List.of("adder", "multiplier"), List.of(CollaborationMode.SOLO, CollaborationMode.DEBATE)))));

    Ended ended = end(await(runtime.start(RunRequest.agent("desk", "Answer a question about sums"))));

    assertThat(ended.text()).isEqualTo("42");
    assertThat(ended.only(RunEvent.Routed.class).findFirst().orElseThrow().mode()).isEqualTo("DEBATE");
    assertThat(ended.only(RunEvent.TeamStarted.class).findFirst().orElseThrow().members()).hasSize(2);
  }

  private void until(BooleanSupplier condition) {
    Promise<Void> so = Promise.promise();
    vertx.setPeriodic(5, timer -> {
      if (condition.getAsBoolean()) {
        vertx.cancelTimer(timer);
        so.tryComplete();
      }
    });
    await(so.future());
  }
}
