package io.roundhouse.routers.models.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.routers.Candidate;
import io.roundhouse.routers.Choice;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.routers.models.learn.OutcomePredictor;
import io.roundhouse.routers.models.learn.Query;
import io.roundhouse.routers.models.learn.Town;
import io.roundhouse.routers.models.learn.Trainer;
import io.roundhouse.routers.models.online.OnlinePolicy.Exploration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OnlinePolicyTest {

  private static final Town TOWN = new Town(300, 9);
  private static final OutcomePredictor PREDICTOR = Trainer.train(TOWN.outcomes(), TOWN.vectors());

  private final List<ModelOffer> offers = Town.MODELS.stream().map(OnlinePolicyTest::offer).toList();

  private static ModelOffer offer(String name) {
    return ModelOffer.of(new ModelProfile(name, "", 1_000_000, 1_000_000, 0));
  }

  private static ModelCall call(int kind, long number) {
    Query query = Town.query(kind);
    return ModelCall.of(query.text()).withRoute(query.routeText(), query.vector()).withGoal(new Goal(20, 0, 0)).withSequence(number);
  }

  private static OnlinePolicy policy(Exploration exploration, double breadth, Tether tether) {
    return new OnlinePolicy(PREDICTOR, Bandit.of(Town.MODELS, OnlinePolicy.CONTEXT, 5), exploration, breadth, tether);
  }

  private static String name(Choice<Optional<ModelOffer>> choice) {
    return choice.value().orElseThrow().name();
  }

  @Test
  void startsWhereTrainingEnded() {
    OnlinePolicy policy = policy(Exploration.OPTIMISM, 0, Tether.to("sage"));

    assertThat(name(policy.choose(call(1, 1), offers))).isEqualTo("poet");
    assertThat(name(policy.choose(call(2, 2), offers))).isEqualTo("coder");
  }

  @Test
  void learnsThatAModelHasBecomeWorse() {
    OnlinePolicy policy = policy(Exploration.OPTIMISM, 0.2, new Tether("sage", 0.5, 1_000, 0));
    for (long number = 0; number < 60; number++) {
      String chosen = name(policy.choose(call(1, number), offers));
      policy = policy.learn(call(1, number), chosen, chosen.equals("sage") ? 1 : 0);
    }

    assertThat(name(policy.choose(call(1, 99), offers))).isEqualTo("sage");
    assertThat(policy.version()).endsWith(",60)");
  }

  @Test
  void triesAModelThatJoinsAndKeepsItIfItIsGood() {
    OnlinePolicy policy = policy(Exploration.OPTIMISM, 0.6, new Tether("sage", 0.5, 1_000, 0));
    policy = policy.withBandit(policy.bandit().join("newcomer"));
    List<ModelOffer> more = new ArrayList<>(offers);
    more.add(offer("newcomer"));
    for (long number = 0; number < 80; number++) {
      String chosen = name(policy.choose(call(0, number), more));
      policy = policy.learn(call(0, number), chosen, chosen.equals("newcomer") ? 1 : 0.6);
    }

    assertThat(name(policy.choose(call(0, 99), more))).isEqualTo("newcomer");
    assertThat(policy.bandit().leave("newcomer").learn("newcomer", new double[6], 1).version()).isEqualTo(80);
  }

  @Test
  void fallsBackToTheStaticModelWhileExploringCostsTooMuch() {
    OnlinePolicy policy = policy(Exploration.DRAW, 0.3, Tether.to("sage"));
    assertThat(policy.tether().isTaut()).isFalse();
    for (long number = 0; number < 8; number++) {
      policy = policy.learn(call(1, number), "poet", 0);
    }

    assertThat(policy.tether().isTaut()).isTrue();
    Choice<Optional<ModelOffer>> choice = policy.choose(call(1, 99), offers);
    assertThat(name(choice)).isEqualTo("sage");
    assertThat(choice.reason()).isEqualTo("It uses sage until exploring has paid for itself.");
    for (long number = 0; number < 30; number++) {
      policy = policy.learn(call(1, number), "poet", 1);
    }
    assertThat(policy.tether().isTaut()).as("good answers pay the debt").isFalse();
  }

  @Test
  void drawsWithPropensitiesThatSumToOneAndAreNeverZero() {
    OnlinePolicy policy = policy(Exploration.DRAW, 0.5, Tether.to("sage"));
    int[] chosen = new int[1];
    double[] stated = new double[1];
    for (long number = 0; number < 600; number++) {
      Choice<Optional<ModelOffer>> choice = policy.choose(call(0, number), offers);
      assertThat(choice.candidates().stream().mapToDouble(Candidate::propensity).sum()).isCloseTo(1, within(1e-9));
      assertThat(choice.candidates()).allSatisfy(candidate -> assertThat(candidate.propensity()).isPositive());
      chosen[0] += name(choice).equals("calculator") ? 1 : 0;
      stated[0] += choice.candidates().stream().filter(each -> each.name().equals("calculator")).findFirst().orElseThrow().propensity();
    }

    assertThat(stated[0] / 600).isCloseTo(chosen[0] / 600.0, within(0.08));
  }

  @Test
  void feedbackMayComeInAnyOrder() {
    SplittableRandom draws = new SplittableRandom(3);
    List<double[]> contexts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      contexts.add(draws.doubles(3).toArray());
    }
    Bandit forward = Bandit.of(List.of("a"), 3, 1);
    Bandit backward = forward;
    for (int i = 0; i < 30; i++) {
      forward = forward.learn("a", contexts.get(i), contexts.get(i)[0]);
      backward = backward.learn("a", contexts.get(29 - i), contexts.get(29 - i)[0]);
    }

    double[] probe = {0.5, 0.5, 0.5};
    assertThat(forward.correction("a", probe)).isCloseTo(backward.correction("a", probe), within(1e-9)).isCloseTo(0.5, within(0.1));
    assertThat(forward.uncertainty("a", probe)).isCloseTo(backward.uncertainty("a", probe), within(1e-9)).isLessThan(0.5);
    assertThatThrownBy(() -> Bandit.of(List.of("a"), 3, 1).correction("b", probe)).hasMessageContaining("expected one of [a]");
  }

  @Test
  void goesOnFromWhatWasKept() {
    Bandit bandit = Bandit.of(Town.MODELS, OnlinePolicy.CONTEXT, 5).join("newcomer")
        .learn("poet", OnlinePolicy.context(call(1, 1)), -0.8).learn("newcomer", OnlinePolicy.context(call(2, 2)), 0.4);

    Bandit again = Bandit.fromJson(bandit.toJson());

    assertThat(again.models()).isEqualTo(bandit.models());
    assertThat(again.version()).isEqualTo(2);
    double[] context = OnlinePolicy.context(call(1, 3));
    assertThat(again.correction("poet", context)).isEqualTo(bandit.correction("poet", context)).isLessThan(0);
    assertThat(again.uncertainty("newcomer", context)).isEqualTo(bandit.uncertainty("newcomer", context));
    assertThat(again.learn("poet", context, 1).correction("poet", context))
        .isEqualTo(bandit.learn("poet", context, 1).correction("poet", context));
    ObjectNode damaged = bandit.toJson().deepCopy();
    ((ObjectNode) damaged.at("/arms/0")).putArray("moment").add(1);
    assertThatThrownBy(() -> Bandit.fromJson(damaged)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected 6");
  }
}
