package io.roundhouse.routers.models.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.routers.models.Needs;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.limits.BudgetGuard.WhenShort;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BudgetGuardTest {

  private final ModelOffer dear = ModelOffer.of(new ModelProfile("dear", "", 10_000_000, 10_000_000, 0));
  private final ModelOffer cheap = ModelOffer.of(new ModelProfile("cheap", "", 1_000_000, 1_000_000, 0));
  /** 1,000 tokens there and back: 10,000 micro-dollars with the dear model, 1,000 with the cheap one. */
  private final ModelCall call = new ModelCall("x", "x", new float[0], 600, 400, Needs.NONE, Goal.BEST, "", 0, Set.of());

  private BudgetVerdict check(long micros, long tokens, WhenShort... ways) {
    return new BudgetGuard(List.of(ways), "desk").check(Spending.of(micros, tokens), call, dear, List.of(dear, cheap));
  }

  @Test
  void reservesBeforeTheCallAndBooksWhatWasUsed() {
    BudgetVerdict.Proceed verdict = (BudgetVerdict.Proceed) check(25_000, Long.MAX_VALUE);

    assertThat(verdict.spending().freeMicros()).isEqualTo(15_000);
    Spending settled = verdict.spending().settle(verdict.reservation(), 4_000, 700);
    assertThat(settled.freeMicros()).isEqualTo(21_000);
    assertThat(settled.reservedMicros()).isZero();
    assertThat(settled.spentTokens()).isEqualTo(700);
  }

  @Test
  void degradesToWhatFits() {
    BudgetVerdict verdict = check(5_000, Long.MAX_VALUE, WhenShort.DEGRADE);

    assertThat(verdict).isInstanceOfSatisfying(BudgetVerdict.Degrade.class, degrade -> {
      assertThat(degrade.offer()).isEqualTo(cheap);
      assertThat(degrade.reason()).isEqualTo("dear may cost $0.010000 and $0.005000 is left. cheap fits instead.");
    });
  }

  @Test
  void asksForWhatIsMissingOrHandsOverOrStops() {
    assertThat(check(500, Long.MAX_VALUE, WhenShort.DEGRADE, WhenShort.ASK))
        .isEqualTo(new BudgetVerdict.Ask(9_500, "dear may cost $0.010000 and $0.000500 is left."));
    assertThat(check(500, Long.MAX_VALUE, WhenShort.HAND_OFF)).isInstanceOf(BudgetVerdict.HandOff.class);
    assertThat(check(500, Long.MAX_VALUE)).isInstanceOf(BudgetVerdict.Stop.class);
    assertThat(check(Long.MAX_VALUE, 900, WhenShort.ASK)).as("money does not buy tokens")
        .isEqualTo(new BudgetVerdict.Stop("dear needs 1000 tokens and 900 are left."));
  }

  @Test
  void neverReservesMoreThanThereIs() {
    for (long seed = 1; seed <= 100; seed++) {
      SplittableRandom draws = new SplittableRandom(seed);
      Spending spending = Spending.of(draws.nextLong(50_000), draws.nextLong(10_000));
      for (int i = 0; i < 40; i++) {
        BudgetVerdict verdict = BudgetGuard.ofDefaults().check(spending, call, draws.nextBoolean() ? dear : cheap, List.of(dear, cheap));
        spending = switch (verdict) {
          case BudgetVerdict.Proceed proceed -> proceed.spending();
          case BudgetVerdict.Degrade degrade -> degrade.spending();
          case BudgetVerdict.Ask ask -> spending;
          case BudgetVerdict.HandOff handOff -> spending;
          case BudgetVerdict.Stop stop -> spending;
        };
        assertThat(spending.reservedMicros()).as("seed %d", seed).isLessThanOrEqualTo(spending.limitMicros());
        assertThat(spending.reservedTokens()).as("seed %d", seed).isLessThanOrEqualTo(spending.limitTokens());
      }
    }
  }

  @Test
  void retriesAreAFractionOfCalls() {
    RetryBudget budget = new RetryBudget(0, 0.2, 10);
    int repeated = 0;
    for (int i = 0; i < 1_000; i++) {
      budget = budget.called();
      if (budget.allows()) {
        budget = budget.repeated();
        repeated++;
      }
    }

    assertThat(repeated).isBetween(195, 200);
  }

  @Test
  void aRateWindowFillsEvenly() {
    RateWindow full = RateWindow.of(2, 1_000, 0);
    RateWindow one = full.take(600, 0).orElseThrow();

    assertThat(one.take(600, 0)).isEmpty();
    assertThat(one.delay(600, 0)).isEqualTo(Duration.ofSeconds(12));
    assertThat(one.take(600, 12_000)).isPresent();
    assertThat(one.take(600, 12_000).orElseThrow().take(1, 12_000)).as("requests run out too").isEmpty();
    assertThat(one.corrected(-600).take(900, 0)).as("the answer was shorter").isPresent();
    assertThat(RateWindow.of(0, 0, 0).take(1_000_000, 0)).isPresent();
    assertThat(one.at(-5_000)).as("a clock that goes back").isEqualTo(one);
  }
}
