package io.roundhouse.runtime.engine;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import io.roundhouse.runtime.BudgetAction;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.graph.InputIds;
import io.roundhouse.runtime.models.TokenEstimator;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reserves of a run's budget what a model call may use, and counts what it did use. Confined to the run's event loop. */
final class ModelBudget {

  private static final int SHORTEST_ANSWER = 64;

  private final RunScope scope;
  private final LocalRuntime host;
  private final String callId;
  private int questions;

  ModelBudget(RunScope scope, LocalRuntime host, String callId) {
    this.scope = scope;
    this.host = host;
    this.callId = callId;
  }

  /** What came of a reservation. */
  sealed interface Reservation {}

  /** The call may use this much; {@code outputCap} goes to the provider so that it cannot use more, null where nothing limits it. */
  record Granted(long tokens, long micros, @Nullable Integer outputCap) implements Reservation {}

  /** The call does not fit. */
  record TooDear(String reason) implements Reservation {}

  /** How a run goes on that has no budget left for a call. */
  sealed interface Way {
    /** As before: there is more budget now. */
    record Again() implements Way {}

    /** With another model. */
    record Other(Model model) implements Way {}

    /** Not at all. */
    record Stop(String reason) implements Way {}

    /** With a person. */
    record HandOff(String question) implements Way {}
  }

  /** Takes a step, or says which limit forbids it. */
  Optional<String> step() {
    RunMeter meter = scope.meter();
    // Money and tokens are looked at when they are reserved, where something else than stopping may be wanted.
    return meter.limitsUse() && (meter.tokensLeft() == 0 || meter.microsLeft() == 0)
        ? Optional.empty()
        : meter.step(Instant.ofEpochMilli(scope.nowMillis()));
  }

  Reservation reserve(Model model, ChatRequest request) {
    RunMeter meter = scope.meter();
    Long maxCall = model.policy().maxCallMicros();
    boolean counted = meter.limitsUse() || maxCall != null || model.policy().tokensPerMinute() != null;
    if (!counted) {
      return new Granted(0, 0, null);
    }
    long input = TokenEstimator.rough(request);
    Integer wanted = request.maxOutputTokens();
    int most = wanted == null ? model.policy().maxOutputTokens() : Math.min(wanted, model.policy().maxOutputTokens());
    long byTokens = meter.tokensLeft() - input;
    long byMoney = affordable(model, input, meter.microsLeft());
    long byCall = affordable(model, input, maxCall == null ? Long.MAX_VALUE : maxCall);
    long output = Math.min(most, Math.min(byTokens, Math.min(byMoney, byCall)));
    if (output < Math.min(most, SHORTEST_ANSWER)) {
      return new TooDear(byCall < Math.min(byTokens, byMoney)
          ? "a call of model '" + model.name() + "' may cost " + maxCall + " millionths of a dollar at most, and this one needs more"
          : "the budget of " + meter.limits() + " has no room for a call of model '" + model.name() + "'");
    }
    Granted granted = new Granted(input + output, model.price().micros(input, output), (int) output);
    meter.used(granted.tokens, granted.micros);
    return granted;
  }

  private static long affordable(Model model, long input, long micros) {
    if (micros == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long rest = micros - model.price().micros(input, 0);
    long price = model.price().outputMicros();
    return rest < 0 ? -1 : price == 0 ? Long.MAX_VALUE : Math.multiplyExact(rest, 1_000_000L) / price;
  }

  void release(Granted granted) {
    scope.meter().used(-granted.tokens, -granted.micros);
  }

  /** Counts what the call used; estimates where the provider did not say. */
  Future<RunEvent.ModelAnswered> settle(Model model, Granted granted, ChatRequest request, ChatResponse response) {
    TokenUsage usage = response.tokenUsage();
    if (usage != null && usage.inputTokenCount() != null && usage.outputTokenCount() != null) {
      return Future.succeededFuture(
          settled(model, granted, response, usage.inputTokenCount(), usage.outputTokenCount(), false));
    }
    return scope.vertx()
        .executeBlocking(() -> new long[] {TokenEstimator.input(request), TokenEstimator.output(response.aiMessage())}, false)
        .map(counts -> settled(model, granted, response, counts[0], counts[1], true));
  }

  private RunEvent.ModelAnswered settled(
      Model model, Granted granted, ChatResponse response, long input, long output, boolean estimated) {
    long micros = model.price().micros(input, output);
    scope.meter().used(input + output - granted.tokens, micros - granted.micros);
    host.models().limits().settle(model, granted.tokens, input + output);
    return new RunEvent.ModelAnswered(
        callId, model.name(), input, output, micros, ModelAnswer.of(response.aiMessage()).toJson(), estimated, false);
  }

  /** Decides, as the budget says, how a run goes on for which a call is too dear, and records it. */
  Future<Way> settleShortage(Model model, ChatRequest request, TooDear missing, Set<String> tried) {
    Optional<Model> cheaper = scope.meter().whenSpent() == BudgetAction.DEGRADE ? cheaper(model, request, tried) : Optional.empty();
    BudgetAction action = scope.meter().whenSpent() == BudgetAction.DEGRADE && cheaper.isEmpty()
        ? BudgetAction.STOP
        : scope.meter().whenSpent();
    String reason = missing.reason() + cheaper.map(other -> "; '" + other.name() + "' is asked instead").orElse("");
    RunEvent reached = new RunEvent.BudgetReached(callId, model.name(), action, reason);
    return scope.recordWithNext(List.of(reached)).compose(recorded -> switch (action) {
      case STOP -> Future.succeededFuture(new Way.Stop(missing.reason()));
      case DEGRADE -> Future.succeededFuture(new Way.Other(cheaper.orElseThrow()));
      case HAND_OFF -> Future.succeededFuture(new Way.HandOff(missing.reason() + "; decide who goes on"));
      case ASK -> ask(missing);
    });
  }

  private Optional<Model> cheaper(Model model, ChatRequest request, Set<String> tried) {
    long dear = model.price().micros(1_000, 1_000);
    return host.catalog().models().stream()
        .filter(other -> !tried.contains(other.name()) && other.price().micros(1_000, 1_000) < dear)
        .filter(other -> other.contextTokens() >= TokenEstimator.rough(request) + SHORTEST_ANSWER)
        .filter(other -> reserve(other, request) instanceof Granted granted && released(granted))
        .max(Comparator.comparingLong(other -> other.price().micros(1_000, 1_000)));
  }

  private boolean released(Granted granted) {
    release(granted);
    return true;
  }

  private Future<Way> ask(TooDear missing) {
    String id = InputIds.question(callId, ++questions);
    InputRequest request = new InputRequest.Approval(id, missing.reason() + "; may the run use as much again?", "budget");
    return scope.questions().ask(callId, request).map(answer -> {
      if (OpenQuestions.isYes(answer)) {
        scope.meter().extend();
        return new Way.Again();
      }
      return new Way.Stop(missing.reason());
    });
  }
}
