package io.roundhouse.routers.models.limits;

import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reserves before every call, so that a budget is never exceeded by more than one estimate's error (the guard of Budget-Aware Agentic
 * Routing, arXiv 2602.21227). When the chosen model does not fit into what is free it tries what it was told to, in order; the last
 * resort is always to stop. Immutable.
 *
 * @param whenShort what to try, in order
 * @param handOffTo who takes over; empty if nobody
 */
public record BudgetGuard(List<WhenShort> whenShort, String handOffTo) {

  /** What to do when the money does not reach. */
  public enum WhenShort {
    /** Take the cheapest other offer that fits. */
    DEGRADE,
    /** Ask a person for more. */
    ASK,
    /** Let somebody else go on. */
    HAND_OFF,
    /** End. */
    STOP
  }

  /** Copies the list. */
  public BudgetGuard {
    whenShort = List.copyOf(whenShort);
  }

  /** Returns a guard that first degrades, then stops. */
  public static BudgetGuard ofDefaults() {
    return new BudgetGuard(List.of(WhenShort.DEGRADE, WhenShort.STOP), "");
  }

  /** Decides whether {@code chosen} may be called. */
  public BudgetVerdict check(Spending spending, ModelCall call, ModelOffer chosen, List<ModelOffer> others) {
    Reservation wanted = reservation(call, chosen);
    if (fits(spending, wanted)) {
      return new BudgetVerdict.Proceed(chosen, wanted, spending.reserve(wanted),
          "%s may cost up to %s of the %s left.".formatted(chosen.name(), dollars(wanted.micros()), dollars(spending.freeMicros())));
    }
    String shortage = shortage(spending, wanted);
    for (WhenShort way : whenShort) {
      Optional<BudgetVerdict> verdict = tried(way, spending, call, chosen, others, wanted, shortage);
      if (verdict.isPresent()) {
        return verdict.get();
      }
    }
    return new BudgetVerdict.Stop(shortage);
  }

  private Optional<BudgetVerdict> tried(
      WhenShort way, Spending spending, ModelCall call, ModelOffer chosen, List<ModelOffer> others, Reservation wanted, String shortage) {
    return switch (way) {
      case DEGRADE -> others.stream()
          .filter(offer -> !offer.name().equals(chosen.name()) && fits(spending, reservation(call, offer)))
          .min(Comparator.comparingLong((ModelOffer offer) -> reservation(call, offer).micros()).thenComparing(ModelOffer::name))
          .map(offer -> new BudgetVerdict.Degrade(offer, reservation(call, offer), spending.reserve(reservation(call, offer)),
              "%s %s fits instead.".formatted(shortage, offer.name())));
      case ASK -> spending.freeTokens() >= wanted.tokens()
          ? Optional.of(new BudgetVerdict.Ask(wanted.micros() - spending.freeMicros(), shortage)) : Optional.empty();
      case HAND_OFF -> handOffTo.isEmpty() ? Optional.empty()
          : Optional.of(new BudgetVerdict.HandOff(handOffTo, "%s %s goes on.".formatted(shortage, handOffTo)));
      case STOP -> Optional.of(new BudgetVerdict.Stop(shortage));
    };
  }

  private static Reservation reservation(ModelCall call, ModelOffer offer) {
    return new Reservation(
        offer.name(), offer.costMicros(call.inputTokens(), call.answerTokens()), (long) call.inputTokens() + call.answerTokens());
  }

  private static boolean fits(Spending spending, Reservation wanted) {
    return wanted.micros() <= spending.freeMicros() && wanted.tokens() <= spending.freeTokens();
  }

  private static String shortage(Spending spending, Reservation wanted) {
    return wanted.tokens() > spending.freeTokens()
        ? "%s needs %d tokens and %d are left.".formatted(wanted.model(), wanted.tokens(), spending.freeTokens())
        : "%s may cost %s and %s is left.".formatted(wanted.model(), dollars(wanted.micros()), dollars(spending.freeMicros()));
  }

  private static String dollars(long micros) {
    return micros == Long.MAX_VALUE ? "any sum" : "$%d.%06d".formatted(micros / 1_000_000, micros % 1_000_000);
  }
}
