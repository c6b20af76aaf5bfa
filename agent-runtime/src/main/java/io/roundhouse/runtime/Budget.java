package io.roundhouse.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The most a run may use; null means no limit of that kind. Immutable.
 *
 * @param maxMicros money in millionths of a US dollar
 * @param maxTokens input and output tokens together
 * @param maxTime wall-clock time from acceptance
 * @param maxSteps calls of models and tools together
 * @param whenSpent what happens when a model call does not fit into money or tokens any more; null is {@link BudgetAction#STOP}
 */
public record Budget(
    @Nullable Long maxMicros,
    @Nullable Long maxTokens,
    @Nullable Duration maxTime,
    @Nullable Integer maxSteps,
    @Nullable BudgetAction whenSpent) {

  /** A budget that stops the run when it is used up. */
  public Budget(@Nullable Long maxMicros, @Nullable Long maxTokens, @Nullable Duration maxTime, @Nullable Integer maxSteps) {
    this(maxMicros, maxTokens, maxTime, maxSteps, null);
  }

  /** Five minutes and a thousand steps: enough for work that does what it should, and an end for work that does not. */
  public static Budget ofDefaults() {
    return new Budget(null, null, Duration.ofMinutes(5), 1_000);
  }

  /** The same budget with at most this much money, in millionths of a US dollar. */
  public Budget withMaxMicros(long micros) {
    return new Budget(micros, maxTokens, maxTime, maxSteps, whenSpent);
  }

  /** The same budget with at most this many tokens. */
  public Budget withMaxTokens(long tokens) {
    return new Budget(maxMicros, tokens, maxTime, maxSteps, whenSpent);
  }

  /** The same budget with at most this much time. */
  public Budget withMaxTime(Duration time) {
    return new Budget(maxMicros, maxTokens, time, maxSteps, whenSpent);
  }

  /** The same budget with at most this many calls. */
  public Budget withMaxSteps(int steps) {
    return new Budget(maxMicros, maxTokens, maxTime, steps, whenSpent);
  }

  /** The same budget with another way on when money or tokens are used up. */
  public Budget withWhenSpent(BudgetAction action) {
    return new Budget(maxMicros, maxTokens, maxTime, maxSteps, action);
  }

  /** The tighter of both for each limit; what happens when it is used up is as here, or as {@code other} says if nothing is said here. */
  public Budget within(Budget other) {
    return new Budget(
        least(maxMicros, other.maxMicros),
        least(maxTokens, other.maxTokens),
        least(maxTime, other.maxTime),
        least(maxSteps, other.maxSteps),
        whenSpent == null ? other.whenSpent : whenSpent);
  }

  private static <T extends Comparable<T>> @Nullable T least(@Nullable T one, @Nullable T other) {
    return one == null || (other != null && other.compareTo(one) < 0) ? other : one;
  }
}
