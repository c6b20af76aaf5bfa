package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.Budget;
import java.time.Instant;
import java.util.Optional;

/** Counts what a run has used against its budget; reserves before a call, so that a limit is never passed. Confined to the run. */
final class RunMeter {

  private final Budget budget;
  private final Instant acceptedAt;
  private int steps;
  private long tokens;
  private long micros;

  RunMeter(Budget budget, Instant acceptedAt) {
    this.budget = budget;
    this.acceptedAt = acceptedAt;
  }

  /** Takes one step, or says in a sentence which limit forbids it. */
  Optional<String> step(Instant now) {
    Integer maxSteps = budget.maxSteps();
    if (maxSteps != null && steps >= maxSteps) {
      return Optional.of("the budget of " + maxSteps + " steps is used up");
    }
    Long maxTokens = budget.maxTokens();
    if (maxTokens != null && tokens >= maxTokens) {
      return Optional.of("the budget of " + maxTokens + " tokens is used up");
    }
    Long maxMicros = budget.maxMicros();
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

  void used(long moreTokens, long moreMicros) {
    tokens += moreTokens;
    micros += moreMicros;
  }
}
