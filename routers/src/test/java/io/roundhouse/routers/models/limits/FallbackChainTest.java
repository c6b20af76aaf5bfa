package io.roundhouse.routers.models.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.routers.models.Needs;
import io.roundhouse.routers.models.limits.FallbackChain.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FallbackChainTest {

  private final FallbackChain chain = FallbackChain.ofDefaults();
  private final ModelOffer small = offer("small", 8_000);
  private final ModelOffer large = offer("large", 100_000);
  private final ModelCall call = ModelCall.of("hello");

  private static ModelOffer offer(String name, int context) {
    return ModelOffer.of(new ModelProfile(name, "", 1_000_000, 2_000_000, context));
  }

  private static Attempt failed(ModelOffer offer, CallFailure failure) {
    return new Attempt(offer, failure, Duration.ZERO);
  }

  private FallbackStep after(boolean partDelivered, Attempt... attempts) {
    return chain.after(List.of(attempts), partDelivered, call, List.of(small, large), RetryBudget.ofDefaults());
  }

  @Test
  void asksTheSameModelAgainAndThenTheNext() {
    FallbackStep first = after(false, failed(small, CallFailure.TIMEOUT));
    FallbackStep second = after(false, failed(small, CallFailure.TIMEOUT), failed(small, CallFailure.TIMEOUT));

    assertThat(first).isEqualTo(new FallbackStep.Again(small, Duration.ofMillis(200), "small failed (timeout); it is asked again."));
    assertThat(second).isEqualTo(new FallbackStep.Next(large, "small failed (timeout); large is asked instead."));
  }

  @Test
  void asksNobodyElseAfterARefusal() {
    assertThat(after(false, failed(small, CallFailure.REFUSED)))
        .isEqualTo(new FallbackStep.GiveUp("small refused on grounds of policy, so nobody else is asked."));
  }

  @Test
  void repeatsNothingOnceAPartWasDelivered() {
    assertThat(after(true, failed(small, CallFailure.NETWORK))).isInstanceOf(FallbackStep.GiveUp.class);
  }

  @Test
  void takesARoomierModelForALongText() {
    assertThat(after(false, failed(small, CallFailure.TOO_LONG))).isInstanceOf(FallbackStep.Next.class);
    assertThat(after(false, failed(large, CallFailure.TOO_LONG))).isInstanceOf(FallbackStep.GiveUp.class);
  }

  @Test
  void doesNotRepeatWithoutABudgetForIt() {
    FallbackStep step = chain.after(
        List.of(failed(small, CallFailure.UNAVAILABLE)), false, call, List.of(large), new RetryBudget(0.9, 0.2, 10));

    assertThat(step).isInstanceOf(FallbackStep.Next.class);
  }

  @Test
  void waitsAsLongAsTheProviderAskedButNotForEver() {
    Attempt soon = new Attempt(small, CallFailure.RATE_LIMITED, Duration.ofSeconds(3));
    Attempt late = new Attempt(small, CallFailure.RATE_LIMITED, Duration.ofMinutes(3));

    assertThat(after(false, soon)).isInstanceOfSatisfying(FallbackStep.Again.class,
        again -> assertThat(again.pause()).isEqualTo(Duration.ofSeconds(3)));
    assertThat(after(false, late)).isInstanceOf(FallbackStep.Next.class);
  }

  @Test
  void asksOnlyModelsThatQualify() {
    ModelCall picky = call.withNeeds(Needs.abilities("tools"));

    assertThat(chain.after(List.of(failed(small, CallFailure.NOT_PERMITTED)), false, picky, List.of(large), RetryBudget.ofDefaults()))
        .isEqualTo(new FallbackStep.GiveUp("small failed (not permitted) and no other model can be asked."));
  }

  @Test
  void alwaysEndsAndNeverBreaksTheThreeRules() {
    for (long seed = 1; seed <= 300; seed++) {
      SplittableRandom draws = new SplittableRandom(seed);
      List<Attempt> attempts = new ArrayList<>();
      ModelOffer next = small;
      boolean part = false;
      FallbackStep step = new FallbackStep.Next(small, "start");
      while (!(step instanceof FallbackStep.GiveUp)) {
        CallFailure failure = CallFailure.values()[draws.nextInt(CallFailure.values().length)];
        part |= draws.nextInt(8) == 0;
        attempts.add(failed(next, failure));
        step = chain.after(attempts, part, call, List.of(small, large, offer("third", 0)), RetryBudget.ofDefaults());
        assertThat(attempts).as("seed %d", seed).hasSizeLessThanOrEqualTo(4);
        if (part || failure == CallFailure.REFUSED || failure == CallFailure.CANCELLED) {
          assertThat(step).as("seed %d", seed).isInstanceOf(FallbackStep.GiveUp.class);
        }
        next = step instanceof FallbackStep.Next other ? other.offer() : next;
      }
      assertThat(step.reason()).as("seed %d", seed).endsWith(".");
    }
  }
}
