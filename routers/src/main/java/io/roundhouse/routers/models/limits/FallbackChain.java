package io.roundhouse.routers.models.limits;

import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what follows a failed call. Three rules come before all others: nothing is asked elsewhere after a refusal on grounds of
 * policy; nothing is repeated once any part of an answer has reached the caller; and a caller who has gone gets nothing. Immutable.
 *
 * @param attemptsPerModel how often one model is asked, at least 1
 * @param attempts how often models are asked in all, at least 1
 * @param pause before the first repetition; it doubles with each
 */
public record FallbackChain(int attemptsPerModel, int attempts, Duration pause) {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** Throws {@link RoutingException.Invalid} if a number is out of range. */
  public FallbackChain {
    if (attemptsPerModel < 1 || attempts < 1 || pause.isNegative()) {
      throw new RoutingException.Invalid("%d attempts per model, %d in all, pause %s; expected at least 1, at least 1, zero or more"
          .formatted(attemptsPerModel, attempts, pause));
    }
  }

  /** Returns two attempts per model, four in all, 200 ms before the first repetition. */
  public static FallbackChain ofDefaults() {
    return new FallbackChain(2, 4, Duration.ofMillis(200));
  }

  /**
   * One failed attempt. Immutable.
   *
   * @param retryAfter how long the provider asked to wait; zero if it did not
   */
  public record Attempt(ModelOffer offer, CallFailure failure, Duration retryAfter) {}

  /**
   * Decides.
   *
   * @param failed all attempts so far, the last one last; at least one
   * @param partDelivered whether any part of an answer has reached the caller
   * @param chain the other models to ask, in order, as they are now
   * @param budget what is left of the provider's repetitions
   */
  public FallbackStep after(List<Attempt> failed, boolean partDelivered, ModelCall call, List<ModelOffer> chain, RetryBudget budget) {
    Attempt last = failed.getLast();
    String name = last.offer().name();
    String failure = last.failure().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    if (last.failure() == CallFailure.REFUSED) {
      return new FallbackStep.GiveUp("%s refused on grounds of policy, so nobody else is asked.".formatted(name));
    }
    if (partDelivered) {
      return new FallbackStep.GiveUp("%s failed (%s) after a part of its answer was delivered.".formatted(name, failure));
    }
    if (!last.failure().isWorthAskingElsewhere()) {
      return new FallbackStep.GiveUp("%s failed (%s), which another model cannot mend.".formatted(name, failure));
    }
    if (failed.size() >= attempts) {
      return new FallbackStep.GiveUp("%d attempts have failed, the last one of %s (%s).".formatted(failed.size(), name, failure));
    }
    Optional<FallbackStep> again = again(failed, last, failure, call, budget);
    return again.orElseGet(() -> next(failed, last, failure, call, chain));
  }

  private Optional<FallbackStep> again(List<Attempt> failed, Attempt last, String failure, ModelCall call, RetryBudget budget) {
    String name = last.offer().name();
    long asked = failed.stream().filter(attempt -> attempt.offer().name().equals(name)).count();
    Duration wait = pause.multipliedBy(1L << Math.min(asked - 1, 10));
    wait = wait.compareTo(last.retryAfter()) < 0 ? last.retryAfter() : wait;
    boolean may = last.failure().isWorthRepeating() && asked < attemptsPerModel && budget.allows()
        && last.retryAfter().compareTo(LONGEST_PAUSE) <= 0 && call.needs().obstacle(last.offer(), call).isEmpty();
    return may ? Optional.of(new FallbackStep.Again(last.offer(), wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait,
        "%s failed (%s); it is asked again.".formatted(name, failure))) : Optional.empty();
  }

  private static FallbackStep next(List<Attempt> failed, Attempt last, String failure, ModelCall call, List<ModelOffer> chain) {
    Set<String> tried = new HashSet<>();
    failed.forEach(attempt -> tried.add(attempt.offer().name()));
    for (ModelOffer offer : chain) {
      boolean roomier = last.failure() != CallFailure.TOO_LONG || offer.profile().contextTokens() == 0
          || offer.profile().contextTokens() > last.offer().profile().contextTokens();
      if (!tried.contains(offer.name()) && roomier && call.needs().obstacle(offer, call).isEmpty()) {
        return new FallbackStep.Next(offer, "%s failed (%s); %s is asked instead.".formatted(last.offer().name(), failure, offer.name()));
      }
    }
    return new FallbackStep.GiveUp("%s failed (%s) and no other model can be asked.".formatted(last.offer().name(), failure));
  }
}
