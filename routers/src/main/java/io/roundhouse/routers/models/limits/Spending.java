package io.roundhouse.routers.models.limits;

import io.roundhouse.routers.RoutingException;

/**
 * How much of a budget is gone, and how much is promised to calls under way. One for a run, another for each step if steps have
 * budgets of their own. Immutable.
 *
 * @param limitMicros micro-dollars in all; {@link Long#MAX_VALUE} for no limit
 * @param limitTokens tokens in all; {@link Long#MAX_VALUE} for no limit
 */
public record Spending(
    long limitMicros, long limitTokens, long spentMicros, long spentTokens, long reservedMicros, long reservedTokens) {

  /** Throws {@link RoutingException.Invalid} if a number is negative. */
  public Spending {
    if (limitMicros < 0 || limitTokens < 0 || spentMicros < 0 || spentTokens < 0 || reservedMicros < 0 || reservedTokens < 0) {
      throw new RoutingException.Invalid("a budget has a number below zero: %d/%d micro-dollars, %d/%d tokens; expected none"
          .formatted(spentMicros, limitMicros, spentTokens, limitTokens));
    }
  }

  /** Returns an untouched budget. */
  public static Spending of(long limitMicros, long limitTokens) {
    return new Spending(limitMicros, limitTokens, 0, 0, 0, 0);
  }

  /** Returns the micro-dollars that nobody has spent or reserved; never below zero. */
  public long freeMicros() {
    return limitMicros == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, limitMicros - spentMicros - reservedMicros);
  }

  /** Returns the tokens that nobody has spent or reserved; never below zero. */
  public long freeTokens() {
    return limitTokens == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, limitTokens - spentTokens - reservedTokens);
  }

  Spending reserve(Reservation reservation) {
    return new Spending(limitMicros, limitTokens, spentMicros, spentTokens,
        Math.addExact(reservedMicros, reservation.micros()), Math.addExact(reservedTokens, reservation.tokens()));
  }

  /**
   * Returns the budget after a call: the reservation is lifted and what was really used is booked, also if that is more, for it has
   * been used. A call that failed before it cost anything settles with zeros.
   */
  public Spending settle(Reservation reservation, long micros, long tokens) {
    return new Spending(limitMicros, limitTokens, Math.addExact(spentMicros, micros), Math.addExact(spentTokens, tokens),
        Math.max(0, reservedMicros - reservation.micros()), Math.max(0, reservedTokens - reservation.tokens()));
  }
}
