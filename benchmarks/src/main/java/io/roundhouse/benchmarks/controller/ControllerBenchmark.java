package io.roundhouse.benchmarks.controller;

import io.roundhouse.routers.AgentProfile;
import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Controller;
import io.roundhouse.routers.Decision;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.controller.MasRouterPolicy;
import io.roundhouse.routers.controller.episodes.Episode;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.episodes.Reward;
import io.roundhouse.routers.controller.learn.ControllerTrainer;
import io.roundhouse.routers.controller.learn.TrainerSettings;
import io.roundhouse.routers.controller.network.CascadeTraining;
import io.roundhouse.routers.controller.network.PaperCascade;
import io.roundhouse.routers.controller.network.PaperOffers;
import io.roundhouse.routers.controller.network.PaperTraining;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.roles.Role;
import io.roundhouse.routers.roles.RoleLibrary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One whole decision: agents by words, then mode, number, and role and model of each seat by a snapshot of 64 plans over eight models, or
 * as the program of MasRouter decides, with vectors that are at hand. Percentiles of single decisions, in microseconds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH fills the fields before it measures
public class ControllerBenchmark {

  private static final String PUBLISHED = "PUBLISHED";
  private static final int MODELS = 8;
  private static final int PLANS = 64;
  private static final List<CollaborationMode> MODES = List.of(CollaborationMode.CHAIN, CollaborationMode.DEBATE,
      CollaborationMode.AGREEMENT_GATE, CollaborationMode.PARALLEL_REFINE, CollaborationMode.REFLECTION);

  @Param("150")
  int agents;

  @Param({"STATIC", "TABLE", "LEARNED", PUBLISHED})
  String kind;

  private Controller controller;
  private RoutingRequest[] requests = {};
  private int next;

  /** A vector for each text, made at once. */
  private static final class AtHand implements TextEmbedder {

    private final float[][] vectors = new float[256][384];

    AtHand() {
      SplittableRandom draws = new SplittableRandom(1);
      for (float[] vector : vectors) {
        for (int d = 0; d < vector.length; d++) {
          vector[d] = (float) ((draws.nextDouble() - 0.5) / 5.7);
        }
      }
    }

    @Override
    public String name() {
      return "at hand";
    }

    @Override
    public int dimensions() {
      return 384;
    }

    @Override
    public float[] embed(String text) {
      return vectors[text.hashCode() & 255];
    }
  }

  /** Trains a snapshot on made-up shadow runs. */
  @Setup
  public void train() {
    SplittableRandom draws = new SplittableRandom(2);
    List<Role> roles = RoleLibrary.builtIn().roles();
    List<Plan> plans = new ArrayList<>();
    for (int p = 0; p < PLANS; p++) {
      List<PlanSeat> seats = new ArrayList<>();
      int number = p < MODELS ? 1 : 2 + draws.nextInt(3);
      for (int seat = 0; seat < number; seat++) {
        seats.add(new PlanSeat(p < MODELS ? Assignment.ANSWERER : roles.get(draws.nextInt(roles.size())).id(),
            "model-" + (p < MODELS ? p : draws.nextInt(MODELS))));
      }
      plans.add(new Plan(p < MODELS ? CollaborationMode.SOLO : MODES.get(p % MODES.size()), seats));
    }
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      for (int p = 0; p < PLANS; p++) {
        episodes.add(Episode.shadow(i + "/" + p, "q" + i, "request " + i, plans.get(p),
            new Reward(draws.nextDouble() < 0.5 + 0.005 * p ? 1.0 : 0, 1000L, Duration.ofSeconds(1))));
      }
    }
    AtHand embedder = new AtHand();
    ControllerSnapshot snapshot = ControllerTrainer.train(episodes, embedder,
        TrainerSettings.ofDefaults().withGoal(Goal.BEST).withNetwork(new CascadeTraining(64, 2, 0.002, 0.02, 0.05)), "bench", null)
        .snapshot();
    List<ModelProfile> models = IntStream.range(0, MODELS).mapToObj(m -> new ModelProfile("model-" + m, "", 1, 1, 0)).toList();
    PaperOffers offers = PaperOffers.of(RoleLibrary.builtIn(), models, embedder);
    PaperTraining untrained = new PaperTraining(64, PaperCascade.MOST_AGENTS, 0, 16, 0.01);
    boolean published = PUBLISHED.equals(kind);
    MasRouterPolicy policy = MasRouterPolicy.of(published
        ? snapshot.withPublished(untrained.train(offers, List.of(), (text, plan) -> 0, 1))
        : snapshot.with(ControllerSnapshot.Kind.valueOf(kind)), embedder);
    controller = CascadedController.of(
        policy.withFaithful(published).withExploration(0.05, "bench").into(Policies.ofDefaults()));
    List<AgentProfile> profiles = IntStream.range(0, agents)
        .mapToObj(a -> AgentProfile.of("agent-" + a, "Answers request " + a + " about topic " + a % 17)).toList();
    requests = new RoutingRequest[256];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = new RoutingRequest("request " + i % agents + " about topic " + i % 17, profiles, models, 1);
    }
  }

  /** One decision. */
  @Benchmark
  public Decision decide() {
    return controller.decide(requests[next++ & 255]);
  }
}
