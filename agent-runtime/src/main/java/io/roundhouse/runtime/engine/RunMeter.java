package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.BudgetAction;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what a run has used against its budget; reserves before a call, so that a limit is never passed. Confined to the run. */
final class RunMeter {

  private final Budget budget;
  private final Instant acceptedAt;
  private @Nullable Long maxTokens;
  private @Nullable Long maxMicros;
  private int steps;
  private long tokens;
  private long micros;

  RunMeter(Budget budget, Instant acceptedAt) {
    this.budget = budget;
    this.acceptedAt = acceptedAt;
    this.maxTokens = budget.maxTokens();
    this.maxMicros = budget.maxMicros();
  }

  /** Takes one step, or says in a sentence which limit forbids it. */
  Optional<String> step(Instant now) {
    Integer maxSteps = budget.maxSteps();
    if (maxSteps != null && steps >= maxSteps) {
      return Optional.of("the budget of " + maxSteps + " steps is used up");
    }
    if (maxTokens != null && tokens >= maxTokens) {
      return Optional.of("the budget of " + maxTokens + " tokens is used up");
    }
    if (maxMicros != null && micros >= maxMicros) {
      return Optional.of("the budget of " + maxMicros + " millionths of a dollar is used up");
    }
    if (budget.maxTime() != null && acceptedAt.plus(budget.maxTime()).isBefore(now)) {
      return Optional.of("the time budget of " + budget.maxTime().toMillis() + " ms is used up");
    }
    steps++;
    return Optional.empty();
  }

  boolean hasTime() {
    return budget.maxTime() != null;
  }

  /** Whether money or tokens are limited, so that calls have to be reserved. */
  boolean limitsUse() {
    return maxTokens != null || maxMicros != null;
  }

  /** Tokens that are neither used nor reserved. */
  long tokensLeft() {
    return maxTokens == null ? Long.MAX_VALUE : Math.max(0, maxTokens - tokens);
  }

  /** Money that is neither used nor reserved. */
  long microsLeft() {
    return maxMicros == null ? Long.MAX_VALUE : Math.max(0, maxMicros - micros);
  }

  BudgetAction whenSpent() {
    return budget.whenSpent() == null ? BudgetAction.STOP : budget.whenSpent();
  }

  /** The limits of money and tokens in words. */
  String limits() {
    String money = maxMicros == null ? "" : maxMicros + " millionths of a dollar";
    String count = maxTokens == null ? "" : maxTokens + " tokens";
    return money.isEmpty() || count.isEmpty() ? money + count : money + " and " + count;
  }

  /** Allows as much again as the budget did at first. */
  void extend() {
    maxTokens = extended(maxTokens, budget.maxTokens());
    maxMicros = extended(maxMicros, budget.maxMicros());
  }

  private static @Nullable Long extended(@Nullable Long now, @Nullable Long by) {
    return now == null || by == null ? null : Math.addExact(now, by);
  }

  /** Counts what was used; also, before a call, what it may use at most, and then below zero what it did not. */
  void used(long moreTokens, long moreMicros) {
    tokens += moreTokens;
    micros += moreMicros;
  }
}
