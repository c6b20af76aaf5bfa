package io.roundhouse.runtime.models;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.BudgetAction;
import io.roundhouse.runtime.CachePolicy;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelPolicy;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.testing.ModelReply;
import io.roundhouse.runtime.testing.ModelReply.Fault;
import io.roundhouse.toolgraph.FailureClass;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens between a question and its answer, over real HTTP. */
final class ModelCallsIT extends ModelFixture {

  @Test
  void countsWhatTheProviderCounts() {
    provider.next(ModelReply.text("42").withUsage(100, 7));
    ask(model("small", QUICK, new Model.Price(1_000_000, 10_000_000)));

    Ended ended = say("What is it?");

    assertThat(ended.text()).isEqualTo("42");
    RunEvent.ModelAnswered answered = ended.only(RunEvent.ModelAnswered.class).findFirst().orElseThrow();
    assertThat(answered.inputTokens()).isEqualTo(100);
    assertThat(answered.outputTokens()).isEqualTo(7);
    assertThat(answered.micros()).isEqualTo(170);
    assertThat(answered.estimated()).isFalse();
  }

  @Test
  void estimatesWhereTheProviderIsSilentAndSaysSo() {
    provider.next(ModelReply.text("The answer to everything is forty-two.").withoutUsage());
    ask(model("small", QUICK));

    RunEvent.ModelAnswered answered = say("What is it?").only(RunEvent.ModelAnswered.class).findFirst().orElseThrow();

    assertThat(answered.estimated()).isTrue();
    assertThat(answered.inputTokens()).isBetween(5L, 30L);
    assertThat(answered.outputTokens()).isBetween(6L, 12L);
  }

  @Test
  void asksAgainAfterAPassingFaultAndWaitsAsLongAsTheProviderSays() {
    provider.next(ModelReply.error(503, "busy"), ModelReply.error(429, "slow down").withRetryAfter(1), ModelReply.text("ok"));
    ask(model("small", QUICK));

    Ended ended = say("hello");

    assertThat(ended.text()).isEqualTo("ok");
    assertThat(ended.only(RunEvent.Retried.class)).extracting(RunEvent.Retried::delayMillis).containsExactly(5L, 1_000L);
    assertThat(ended.only(RunEvent.ModelFailed.class)).extracting(RunEvent.ModelFailed::failureClass)
        .containsExactly(FailureClass.TRANSIENT, FailureClass.RATE_LIMITED);
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, names = {"MALFORMED", "DROPPED"})
  void asksAgainAfterABrokenAnswer(Fault fault) {
    provider.next(ModelReply.text("never seen").with(fault), ModelReply.text("ok"));
    ask(model("small", QUICK));

    Ended ended = say("hello");

    assertThat(ended.text()).isEqualTo("ok");
    assertThat(ended.only(RunEvent.Retried.class)).hasSize(1);
  }

  @Test
  void fallsBackAndRecordsWhy() {
    provider.model("strong", asked -> ModelReply.error(500, "secret internals")).model("spare", asked -> ModelReply.text("spare here"));
    ask(model("strong", QUICK.withAttempts(2, Duration.ofMillis(5), Duration.ofSeconds(1)).withFallbacks(List.of("missing", "spare"))),
        model("spare", QUICK));

    Ended ended = say("hello");

    assertThat(ended.text()).isEqualTo("spare here");
    RunEvent.FellBack fellBack = ended.only(RunEvent.FellBack.class).findFirst().orElseThrow();
    assertThat(fellBack.from()).isEqualTo("strong");
    assertThat(fellBack.to()).isEqualTo("spare");
    assertThat(fellBack.reason()).contains("status 500").doesNotContain("secret internals");
    assertThat(provider.asked()).extracting(asked -> asked.model()).containsExactly("strong", "strong", "spare");
  }

  @Test
  void goesElsewhereAtOnceWhenTheProviderAsksForALongPause() {
    provider.model("strong", asked -> ModelReply.error(429, "tomorrow").withRetryAfter(3_600));
    ask(model("strong", QUICK.withFallbacks(List.of("spare"))), model("spare", QUICK));

    Ended ended = say("hello");

    assertThat(ended.text()).isEqualTo("ok");
    assertThat(ended.only(RunEvent.Retried.class)).isEmpty();
  }

  @Test
  void asksNobodyElseAfterARefusalOfPolicy() {
    provider.model("strong", asked -> ModelReply.text("").with(Fault.FILTERED));
    ask(model("strong", QUICK.withFallbacks(List.of("spare"))), model("spare", QUICK));

    Ended ended = say("hello");

    assertThat(ended.failure().failureClass()).isEqualTo(FailureClass.DENIED);
    assertThat(ended.failure().message()).contains("policy");
    assertThat(provider.asked()).hasSize(1);
  }

  @Test
  void asksNobodyElseWhenTheRequestIsAtFault() {
    provider.model("strong", asked -> ModelReply.error(400, "bad"));
    ask(model("strong", QUICK.withFallbacks(List.of("spare"))), model("spare", QUICK));

    assertThat(say("hello").failure().failureClass()).isEqualTo(FailureClass.BAD_INPUT);
    assertThat(provider.asked()).hasSize(1);
  }

  @Test
  void leavesAnEndpointAloneThatIsDown() {
    provider.model("strong", asked -> ModelReply.error(500, "no"));
    ask(model("strong", QUICK.withFallbacks(List.of("spare"))), model("spare", QUICK));
    say("first");
    int before = provider.asked().size();

    Ended ended = say("second");

    assertThat(ended.text()).isEqualTo("ok");
    assertThat(ended.only(RunEvent.FellBack.class).findFirst().orElseThrow().reason()).contains("is down");
    assertThat(provider.asked()).hasSize(before + 1);
  }

  @Test
  void closesTheConnectionWhenTheRunIsCancelled() {
    provider.next(ModelReply.text("never").with(Fault.SILENT));
    ask(model("small", QUICK));
    Run run = start(RunRequest.agent("asker", "hello"));
    until(() -> provider.open() == 1);

    run.cancel("changed my mind");

    until(() -> provider.abandoned() == 1);
    assertThat(provider.open()).isZero();
  }

  @Test
  void closesTheConnectionWhenTheCallTakesTooLong() {
    provider.next(ModelReply.text("never").with(Fault.SILENT));
    ask(model("small", QUICK.withAttempts(1, Duration.ZERO, Duration.ZERO)).withTimeout(Duration.ofMillis(200)));

    Ended ended = say("hello");

    assertThat(ended.failure().failureClass()).isEqualTo(FailureClass.TIMEOUT);
    until(() -> provider.abandoned() == 1);
  }

  @Test
  void waitsForTheLimitPerMinuteOrGoesElsewhere() {
    ask(model("small", QUICK.withLimits(1, null).withFallbacks(List.of("spare"))), model("spare", QUICK));
    say("first");

    Ended ended = say("second");

    assertThat(ended.only(RunEvent.FellBack.class).findFirst().orElseThrow().reason()).contains("limit per minute");
    assertThat(provider.asked()).extracting(asked -> asked.model()).containsExactly("small", "spare");
  }

  @Test
  void reservesBeforeTheCallSoThatABudgetIsNeverPassed() {
    provider.otherwise(asked -> ModelReply.text("long").withUsage(20, asked.body().path("max_tokens").asInt()));
    ask(model("small", QUICK));

    Ended ended = end(RunRequest.agent("asker", "hello").withBudget(Budget.ofDefaults().withMaxTokens(200)));

    RunEvent.ModelAnswered answered = ended.only(RunEvent.ModelAnswered.class).findFirst().orElseThrow();
    assertThat(answered.inputTokens() + answered.outputTokens()).isLessThanOrEqualTo(200);
    assertThat(answered.outputTokens()).isGreaterThan(100);
  }

  @Test
  void stopsWhenACallDoesNotFitIntoTheBudget() {
    ask(model("small", QUICK, new Model.Price(0, 1_000_000_000)));

    Ended ended = end(RunRequest.agent("asker", "hello").withBudget(Budget.ofDefaults().withMaxMicros(10_000)));

    assertThat(ended.failure().message()).contains("10000 millionths of a dollar", "no room");
    assertThat(ended.only(RunEvent.BudgetReached.class)).extracting(RunEvent.BudgetReached::action).containsExactly(BudgetAction.STOP);
    assertThat(provider.asked()).isEmpty();
  }

  @Test
  void asksACheaperModelWhenTheBudgetSaysSo() {
    ask(model("dear", QUICK, new Model.Price(0, 1_000_000_000)), model("cheap", QUICK, new Model.Price(0, 1_000_000)));

    Ended ended = end(RunRequest.agent("asker", "hello")
        .withBudget(Budget.ofDefaults().withMaxMicros(10_000).withWhenSpent(BudgetAction.DEGRADE)));

    assertThat(ended.text()).isEqualTo("ok");
    assertThat(ended.only(RunEvent.BudgetReached.class).findFirst().orElseThrow().reason()).contains("'cheap' is asked instead");
    assertThat(provider.asked()).extracting(asked -> asked.model()).containsExactly("cheap");
  }

  @Test
  void handsOffToAPersonWhenTheBudgetSaysSo() {
    ask(model("dear", QUICK, new Model.Price(0, 1_000_000_000)));

    Ended ended = end(RunRequest.agent("asker", "hello")
        .withBudget(Budget.ofDefaults().withMaxMicros(10_000).withWhenSpent(BudgetAction.HAND_OFF)));

    assertThat(ended.result()).isInstanceOf(RunResult.Escalated.class);
  }

  @Test
  void asksForMoreWhenTheBudgetSaysSo() {
    provider.otherwise(asked -> ModelReply.text("ok").withUsage(20, 100));
    ask(model("small", QUICK.withMaxOutputTokens(100)));
    Run run = start(RunRequest.agent("asker", "hello")
        .withBudget(Budget.ofDefaults().withMaxTokens(60).withWhenSpent(BudgetAction.ASK)));
    until(() -> !run.pending().isEmpty());

    await(runtime.answer(run.id(), run.pending().getFirst().id(), new InputAnswer.Accepted(JsonNodeFactory.instance.objectNode()), "anna"));

    assertThat(await(run.result())).isEqualTo(new RunResult.Completed("ok", null));
    assertThat(provider.asked()).hasSize(1);
  }

  @Test
  void keepsAnswersOnlyForTheOneWhoAsked() {
    ask(model("small", QUICK.withCache(CachePolicy.ofDefaults())));
    RunRequest anna = RunRequest.agent("asker", "hello").withCaller("anna");
    end(anna);

    Ended again = end(anna);
    end(anna.withCaller("berta"));

    assertThat(again.text()).isEqualTo("ok");
    assertThat(again.only(RunEvent.ModelAnswered.class).findFirst().orElseThrow().cached()).isTrue();
    assertThat(provider.asked()).hasSize(2);
  }

  @Test
  void findsSimilarQuestionsWhereThePolicySaysSo() {
    ask(model("small", QUICK.withCache(new CachePolicy(CachePolicy.Scope.EVERYBODY, Duration.ofMinutes(1), 10, 0.95))));
    say("what is the weather in bern");

    Ended similar = say("what is the weather in bern?");
    Ended other = say("who wrote faust");

    assertThat(similar.only(RunEvent.ModelAnswered.class).findFirst().orElseThrow().cached()).isTrue();
    assertThat(other.only(RunEvent.ModelAnswered.class).findFirst().orElseThrow().cached()).isFalse();
  }

  @Test
  void keepsNothingUnlessToldTo() {
    ask(model("small", ModelPolicy.ofDefaults()));

    say("hello");
    say("hello");

    assertThat(provider.asked()).hasSize(2);
  }
}
