package io.roundhouse.routers.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.routers.Candidate;
import io.roundhouse.routers.Choice;
import io.roundhouse.routers.Estimate;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.RoutingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ModelPoliciesTest {

  private final ModelOffer small = offer("small", 1, 4_000).withRegion("eu");
  private final ModelOffer large = offer("large", 30, 100_000).withAbilities("tools", "vision").withRegion("us");
  private final ModelOffer free = offer("free", 0, 0);
  private final List<ModelOffer> all = List.of(small, large, free);

  private static ModelOffer offer(String name, long dollars, int context) {
    return ModelOffer.of(new ModelProfile(name, "", dollars * 1_000_000, dollars * 1_000_000, context));
  }

  private static String name(Choice<Optional<ModelOffer>> choice) {
    return choice.value().map(ModelOffer::name).orElse("none");
  }

  @Test
  void alwaysTakesTheOneThatIsConfigured() {
    assertThat(name(ModelPolicies.always("large").choose(ModelCall.of("x"), all))).isEqualTo("large");
    assertThat(ModelPolicies.always("gone").choose(ModelCall.of("x"), all).reason())
        .isEqualTo("The configured model gone is not on offer.");
  }

  @Test
  void takesTheCheapestThatQualifies() {
    ModelPolicy policy = ModelPolicies.qualified(ModelPolicies.cheapest());
    ModelCall call = ModelCall.of("x");

    assertThat(name(policy.choose(call, all))).as("no price is not free").isEqualTo("small");
    assertThat(name(policy.choose(call, List.of(small, large, free.withKnownPrice())))).as("unless it is known").isEqualTo("free");
    assertThat(name(policy.choose(call.withNeeds(Needs.abilities("vision")), all))).isEqualTo("large");
    assertThat(name(policy.choose(ModelCall.of("long ".repeat(10_000)), List.of(small, large)))).isEqualTo("large");
    assertThat(name(policy.choose(call.withNeeds(new Needs(Set.of(), Set.of("us"), Set.of(), Set.of())), all))).isEqualTo("large");
    assertThat(name(policy.choose(call.withNeeds(new Needs(Set.of(), Set.of(), Set.of("free"), Set.of())), all))).isEqualTo("free");
    assertThat(name(policy.choose(call.withNeeds(new Needs(Set.of(), Set.of(), Set.of(), Set.of("small"))), all))).isEqualTo("large");
    assertThat(name(policy.choose(call, List.of(small.withState(ModelOffer.State.closed("breaker open")), large)))).isEqualTo("large");
  }

  @Test
  void saysWhyNobodyQualifies() {
    Choice<Optional<ModelOffer>> choice = ModelPolicies.qualified(ModelPolicies.cheapest()).choose(
        ModelCall.of("x").withNeeds(new Needs(Set.of("audio"), Set.of(), Set.of(), Set.of("large"))),
        List.of(small, large, free.withState(ModelOffer.State.closed("breaker open"))));

    assertThat(choice.value()).isEmpty();
    assertThat(choice.reason()).isEqualTo("No model qualifies: small (no audio), large (denied), free (breaker open).");
  }

  @Test
  void rulesLookAtWordsPatternsAndLength() {
    ModelPolicy policy = ModelPolicies.firstOf(ModelPolicies.rules(List.of(
        ModelRule.ofKeywords("pictures", List.of("Photo", "image"), ModelPolicies.always("large")),
        new ModelRule("order numbers", List.of(), Pattern.compile("\\b[A-Z]{2}-\\d{4}\\b"), 0, Integer.MAX_VALUE, Set.of(),
            ModelPolicies.always("free")),
        new ModelRule("vip", List.of(), null, 0, Integer.MAX_VALUE, Set.of("vip"), ModelPolicies.always("large")),
        new ModelRule("long", List.of(), null, 1_000, Integer.MAX_VALUE, Set.of(), ModelPolicies.always("large")))),
        ModelPolicies.always("small"));

    assertThat(name(policy.choose(ModelCall.of("hello").withTags(Set.of("vip", "other")), all))).isEqualTo("large");
    assertThat(policy.choose(ModelCall.of("See this photo."), all).reason()).startsWith("Rule 'pictures' applies.");
    assertThat(name(policy.choose(ModelCall.of("photosynthesis"), all))).as("a word is not a part of a word").isEqualTo("small");
    assertThat(name(policy.choose(ModelCall.of("Where is AB-1234?"), all))).isEqualTo("free");
    assertThat(name(policy.choose(ModelCall.of("word ".repeat(1_000)), all))).isEqualTo("large");
  }

  @Test
  void drawsLotsByWeightWithTruePropensities() {
    ModelPolicy policy = ModelPolicies.weighted(Map.of("small", 3.0, "large", 1.0, "gone", 6.0));
    Map<String, Integer> drawn = new HashMap<>();
    for (long call = 0; call < 20_000; call++) {
      Choice<Optional<ModelOffer>> choice = policy.choose(ModelCall.of("x").withSequence(call), all);
      drawn.merge(name(choice), 1, Integer::sum);
      assertThat(choice.candidates()).extracting(Candidate::propensity).containsExactly(0.25, 0.75);
    }

    assertThat(drawn.get("small") / 20_000.0).isCloseTo(0.75, within(0.015));
    assertThat(drawn).containsOnlyKeys("small", "large");
    assertThatThrownBy(() -> ModelPolicies.weighted(Map.of("a", 0.0))).isInstanceOf(RoutingException.Invalid.class);
  }

  @Test
  void takesTurns() {
    List<String> turns = new ArrayList<>();
    for (long call = 0; call < 6; call++) {
      turns.add(name(ModelPolicies.roundRobin().choose(ModelCall.of("x").withSequence(call), all)));
    }

    assertThat(turns).containsExactly("free", "large", "small", "free", "large", "small");
  }

  @Test
  void aConversationStaysWithItsTwoReplicas() {
    List<ModelOffer> replicas = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      replicas.add(offer("r" + i, 1, 0));
    }
    ModelPolicy policy = ModelPolicies.leastBusy(4);
    ModelCall call = ModelCall.of("x").withAffinity("conversation-7");
    String home = name(policy.choose(call, replicas));
    List<ModelOffer> busy = new ArrayList<>(replicas.stream()
        .map(offer -> offer.name().equals(home) ? offer.withState(ModelOffer.State.busy(2, Duration.ofSeconds(1))) : offer).toList());
    String second = name(policy.choose(call, busy));
    Collections.shuffle(busy, new Random(3));

    assertThat(second).isNotEqualTo(home);
    assertThat(name(policy.choose(call, busy))).as("whatever the order").isEqualTo(second);
    assertThat(name(policy.choose(call, busy.stream().filter(offer -> !offer.name().equals(second)).toList()))).isNotEqualTo(second);
    List<ModelOffer> overloaded = replicas.stream().map(offer -> offer.name().equals(home) || offer.name().equals(second)
        ? offer.withState(ModelOffer.State.busy(9, Duration.ofSeconds(1))) : offer).toList();
    assertThat(name(policy.choose(call, overloaded))).isNotIn(home, second);
  }

  @Test
  void twoChoicesKeepReplicasEven() {
    ModelPolicy policy = ModelPolicies.leastBusy(1_000_000);
    int[] load = new int[10];
    for (long call = 0; call < 5_000; call++) {
      List<ModelOffer> replicas = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        replicas.add(offer("r" + i, 1, 0).withState(ModelOffer.State.busy(load[i], Duration.ofSeconds(1))));
      }
      load[name(policy.choose(ModelCall.of("x").withAffinity("k" + call), replicas)).charAt(1) - '0']++;
    }

    assertThat(Arrays.stream(load).boxed()).allSatisfy(each -> assertThat(each).isBetween(480, 520));
  }

  @Test
  void choosesAModelThenAReplica() {
    ModelPolicy policy = ModelPolicies.thenReplica(ModelPolicies.cheapest(), ModelPolicies.leastBusy(10));
    List<ModelOffer> offers = List.of(
        offer("small-a", 1, 0).withModel("small").withState(ModelOffer.State.busy(5, Duration.ofSeconds(1))),
        offer("small-b", 1, 0).withModel("small"), large);

    assertThat(name(policy.choose(ModelCall.of("x"), offers))).isEqualTo("small-b");
  }

  @Test
  void takesTheStrongModelWhenUnsure() {
    ModelPolicy unsure = fixed("small", 0.4);

    assertThat(name(ModelPolicies.strongWhenUnsure(unsure, 0.6, "large").choose(ModelCall.of("x"), all))).isEqualTo("large");
    assertThat(name(ModelPolicies.strongWhenUnsure(unsure, 0.3, "large").choose(ModelCall.of("x"), all))).isEqualTo("small");
    assertThat(name(ModelPolicies.strongWhenUnsure(unsure, 0.6, "gone").choose(ModelCall.of("x"), all))).isEqualTo("small");
  }

  private static ModelPolicy fixed(String name, double confidence) {
    return new ModelPolicy() {
      @Override
      public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
        Optional<ModelOffer> found = offers.stream().filter(offer -> offer.name().equals(name)).findFirst();
        return new Choice<>(found, List.of(), Estimate.UNKNOWN, confidence, "It says so.");
      }

      @Override
      public String version() {
        return "fixed";
      }
    };
  }

  @Test
  void everyPolicyChoosesAmongTheOffersWithPropensitiesThatSumToOneAtMost() {
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom draws = new SplittableRandom(seed);
      List<ModelOffer> offers = all.stream().filter(offer -> draws.nextBoolean()).toList();
      ModelCall call = ModelCall.of("photo").withSequence(seed).withAffinity(draws.nextBoolean() ? "" : "k" + seed);
      for (ModelPolicy policy : List.of(ModelPolicies.always("small"), ModelPolicies.cheapest(), ModelPolicies.roundRobin(),
          ModelPolicies.leastBusy(2), ModelPolicies.weighted(Map.of("small", 1.0, "free", 2.0)),
          ModelPolicies.qualified(ModelPolicies.thenReplica(ModelPolicies.cheapest(), ModelPolicies.roundRobin())))) {
        Choice<Optional<ModelOffer>> choice = policy.choose(call, offers);

        assertThat(offers).as("seed %d, %s", seed, policy.version()).containsAll(choice.value().stream().toList());
        assertThat(choice.candidates().stream().mapToDouble(Candidate::propensity).sum()).isLessThanOrEqualTo(1 + 1e-9);
        assertThat(policy.choose(call, offers)).isEqualTo(choice);
      }
    }
  }
}
