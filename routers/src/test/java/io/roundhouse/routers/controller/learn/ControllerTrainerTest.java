package io.roundhouse.routers.controller.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.controller.ControllerSnapshot.Kind;
import io.roundhouse.routers.controller.KindEmbedder;
import io.roundhouse.routers.controller.episodes.Episode;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.episodes.Reward;
import io.roundhouse.routers.controller.episodes.StageChoice;
import io.roundhouse.routers.controller.network.CascadeTraining;
import io.roundhouse.routers.controller.network.PaperCascade;
import io.roundhouse.routers.controller.network.PaperOffers;
import io.roundhouse.routers.controller.network.PaperTraining;
import io.roundhouse.routers.controller.plans.Walk;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.roles.RoleLibrary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums are best done by one small model, poems by a debate; a chain is second best at both. Coins with known chances. */
class ControllerTrainerTest {

  private static final KindEmbedder EMBEDDER = new KindEmbedder();
  private static final TrainerSettings SETTINGS = TrainerSettings.ofDefaults().withGoal(Goal.BEST)
      .withNetwork(new CascadeTraining(16, 30, 0.01, 0.01, 0.1));
  private static final List<Plan> PLANS = List.of(
      Plan.of(CollaborationMode.CHAIN, new PlanSeat("planner", "small"), new PlanSeat("writer", "large")), Plan.solo("small"),
      Plan.of(CollaborationMode.DEBATE, new PlanSeat("writer", "large"), new PlanSeat("critic", "small")));
  private static final double[][] CHANCE = {{0.75, 0.95, 0.35}, {0.75, 0.35, 0.95}};
  private static final double[][] NO_DIFFERENCE = {{0.75, 0.7, 0.7}, {0.75, 0.7, 0.7}};

  private static Reward reward(SplittableRandom draws, double chance) {
    return new Reward(draws.nextDouble() < chance ? 1.0 : 0.0, 1000L, Duration.ofSeconds(1));
  }

  private static List<Episode> shadow(int queries, long seed, double[][] chance) {
    SplittableRandom draws = new SplittableRandom(seed);
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      int kind = draws.nextInt(2);
      String text = (kind == 0 ? "sums " : "poems ") + draws.nextInt();
      for (int plan = 0; plan < 3; plan++) {
        episodes.add(Episode.shadow("e" + i + "/" + plan, "q" + i, text, PLANS.get(plan), reward(draws, chance[kind][plan])));
      }
    }
    return episodes;
  }

  /** The chain nearly always, others by lot; on poems debates are drawn more often than on sums. */
  private static List<Episode> logged(int queries, long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      int kind = draws.nextInt(2);
      double[] chances = kind == 0 ? new double[] {0.7, 0.25, 0.05} : new double[] {0.5, 0.1, 0.4};
      double lot = draws.nextDouble();
      int plan = lot < chances[0] ? 0 : lot < chances[0] + chances[1] ? 1 : 2;
      StageChoice mode = new StageChoice(Stage.MODE, 0, "test", PLANS.get(plan).mode().name(), chances[plan], Map.of());
      Reward reward = draws.nextInt(3) == 0 ? new Reward(null, 900L, null) : reward(draws, CHANCE[kind][plan]);
      episodes.add(new Episode("e" + i, "e" + i, (kind == 0 ? "sums " : "poems ") + draws.nextInt(), null, null, PLANS.get(plan),
          List.of(mode), reward, false));
    }
    return episodes;
  }

  private static double earns(ControllerSnapshot snapshot, double[][] chance) {
    SplittableRandom draws = new SplittableRandom(99);
    double sum = 0;
    for (int i = 0; i < 400; i++) {
      float[] vector = EMBEDDER.embed((i % 2 == 0 ? "sums " : "poems ") + draws.nextInt());
      Plan plan = snapshot.book().plans().get(Walk.best(snapshot.book(), snapshot.scorer(), vector, each -> true)).plan();
      sum += chance[i % 2][PLANS.indexOf(plan)];
    }
    return sum / 400;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void learnsFromShadowRunsWhichPlanSuitsWhichText(long seed) {
    Trained trained = ControllerTrainer.train(shadow(300, seed, CHANCE), EMBEDDER, SETTINGS, "test", null);

    assertThat(trained.passed()).isTrue();
    assertThat(trained.snapshot().inService()).isNotEqualTo(Kind.STATIC);
    assertThat(earns(trained.snapshot(), CHANCE)).as(trained.reason()).isGreaterThan(0.92);
    assertThat(earns(trained.snapshot().with(Kind.STATIC), CHANCE)).isEqualTo(0.75);
    assertThat(earns(trained.snapshot().with(Kind.LEARNED), CHANCE)).isGreaterThan(0.9);
    assertThat(ControllerSnapshot.fromJson(trained.snapshot().toJson()).version()).isEqualTo(trained.snapshot().version());
    assertThat(earns(ControllerSnapshot.fromJson(trained.snapshot().toJson()), CHANCE)).isEqualTo(earns(trained.snapshot(), CHANCE));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {3, 4})
  void learnsFromDrawnChoicesWithPartialFeedback(long seed) {
    Trained trained = ControllerTrainer.train(logged(1500, seed), EMBEDDER, SETTINGS, "test", null);

    assertThat(trained.snapshot().inService()).isNotEqualTo(Kind.STATIC);
    assertThat(earns(trained.snapshot(), CHANCE)).as(trained.reason()).isGreaterThan(0.92);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {5, 6, 7, 8, 9, 10})
  void nothingLearnedDecidesWhereThereIsNothingToLearn(long seed) {
    Trained trained = ControllerTrainer.train(shadow(200, seed, NO_DIFFERENCE), EMBEDDER, SETTINGS, "test", null);

    assertThat(trained.snapshot().inService()).as(trained.reason()).isEqualTo(Kind.STATIC);
    assertThat(trained.snapshot().evidence()).anySatisfy(each -> assertThat(each).contains("does not decide"));
  }

  @Test
  void choicesThatNobodyDrewProveNothing() {
    List<Episode> certain = logged(600, 11).stream().map(episode -> new Episode(episode.id(), episode.query(), episode.text(), null, null,
        episode.plan(), List.of(), episode.reward(), false)).toList();

    Trained trained = ControllerTrainer.train(certain, EMBEDDER, SETTINGS, "test", null);

    assertThat(trained.snapshot().inService()).isEqualTo(Kind.STATIC);
    assertThat(trained.snapshot().evidence().getFirst()).contains("on 0 requests plans can be compared fairly");
  }

  @Test
  void doesNotReplaceASnapshotThatIsBetter() {
    Trained good = ControllerTrainer.train(shadow(300, 12, CHANCE), EMBEDDER, SETTINGS, "test", null);
    List<Episode> few = shadow(40, 13, CHANCE);

    Trained worse = ControllerTrainer.train(few, EMBEDDER, SETTINGS, "test", good.snapshot());
    Trained again = ControllerTrainer.train(shadow(300, 14, CHANCE), EMBEDDER, SETTINGS, "test", good.snapshot());

    assertThat(worse.snapshot().inService()).isEqualTo(Kind.STATIC);
    assertThat(worse.passed()).as(worse.reason()).isFalse();
    assertThat(again.passed()).as(again.reason()).isTrue();
  }

  @Test
  void saysWhatIsMissing() {
    List<Episode> unjudged = shadow(30, 15, CHANCE).stream().map(episode -> Episode.shadow(
        episode.id(), episode.query(), episode.text(), episode.plan(), new Reward(null, 5L, null))).toList();

    assertThatThrownBy(() -> ControllerTrainer.train(unjudged, EMBEDDER, SETTINGS, "test", null))
        .hasMessageContaining("none of 3 plans in 90 episodes was judged 5 times");
  }

  @Test
  void aNewSnapshotKeepsTheWeightsForMasRouterAsPublished() {
    PaperOffers offers = PaperOffers.of(RoleLibrary.builtIn(), List.of(new ModelProfile("small", "", 1, 1, 0)), EMBEDDER);
    PaperCascade published = new PaperTraining(4, 6, 0, 16, 0.01).train(offers, List.of(), (text, plan) -> 0, 1);
    List<Episode> episodes = shadow(80, 1, NO_DIFFERENCE);
    ControllerSnapshot current = ControllerTrainer.train(episodes, EMBEDDER, SETTINGS, "test", null).snapshot();

    ControllerSnapshot next = ControllerTrainer.train(episodes, EMBEDDER, SETTINGS, "test", current.withPublished(published)).snapshot();

    assertThat(current.published()).isNull();
    assertThat(next.published()).isSameAs(published);
  }
}
