package io.roundhouse.server.routing;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.controller.MasRouterPolicy;
import io.roundhouse.routers.controller.episodes.Episode;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.plans.PlanBook;
import io.roundhouse.routers.controller.plans.PlanFacts;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.DeskRouting;
import io.roundhouse.runtime.Feedback;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.journal.SqliteJournal;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real runs of a desk that explores, with feedback on some of them, read back from the journal's file. */
final class RunEpisodesIT {

  private static final Plan SOLO = Plan.solo(null);
  private static final Plan DEBATE = Plan.of(CollaborationMode.DEBATE,
      new PlanSeat(Assignment.ANSWERER, null), new PlanSeat("sceptic", null));

  private final Vertx vertx = BlockedThreads.vertx();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  /** Every text in the same place: what is learned here does not matter. */
  private enum OnePlace implements TextEmbedder {
    EMBEDDER;

    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public float[] embed(String text) {
      return new float[] {1, 0};
    }
  }

  private static DeskRouting exploring() {
    PlanBook book = PlanBook.of(List.of(
        new PlanFacts(SOLO, 9, 9, 0.9, null, null, null), new PlanFacts(DEBATE, 9, 9, 0.5, null, null, null)));
    MasRouterPolicy learned =
        MasRouterPolicy.of(ControllerSnapshot.fixed(OnePlace.EMBEDDER.name(), "test", Goal.BEST, book), OnePlace.EMBEDDER);
    return (request, usual, caller, desk) -> new DeskRouting.Outcome.Decided(
        CascadedController.of(learned.withExploration(0.4, request.text()).into(usual)).decide(request));
  }

  @Test
  void everyRunOfADeskIsAnEpisodeWithItsTrueProbabilities() {
    Path file = folder.resolve("runs.db");
    Catalog catalog = Catalog.empty()
        .with(Agent.of("ann", "Answers questions about pay", request -> AgentReply.text("on the 25th")))
        .with(new Agent("desk", "Front desk", List.of(), new AgentBody.Routed(List.of("ann"))));
    AgentRuntime runtime = RuntimeBuilder.on(vertx).journal(SqliteJournal.open(vertx, file)).catalog(catalog)
        .desk("desk", exploring()).build();
    int runs = 60;
    for (int i = 0; i < runs; i++) {
      Run run = await(runtime.start(RunRequest.agent("desk", "when is pay day, month " + i)));
      await(run.result());
      if (i % 3 == 0) {
        await(runtime.feedback(run.id(), Feedback.of(0.75, "eve")));
      }
    }
    await(await(runtime.start(RunRequest.agent("ann", "asked directly"))).result());

    RunEpisodes read = RunEpisodes.read(file);
    await(runtime.close(Duration.ZERO));

    assertThat(read.episodes()).hasSize(runs);
    assertThat(read.judged()).isEqualTo(20);
    int debates = 0;
    double inverse = 0;
    for (Episode episode : read.episodes()) {
      debates += episode.plan().equals(DEBATE) ? 1 : 0;
      inverse += 1 / episode.propensity();
      assertThat(episode.text()).startsWith("when is pay day");
      assertThat(episode.plan()).isIn(SOLO, DEBATE);
      assertThat(episode.propensity()).isCloseTo(episode.plan().equals(SOLO) ? 0.8 : 0.2, within(1e-9));
      assertThat(episode.stages().getFirst().stage()).isEqualTo(Stage.MODE);
      assertThat(episode.stages().getFirst().candidates()).containsOnlyKeys("SOLO", "DEBATE");
      assertThat(episode.reward().latency()).isNotNull();
      assertThat(episode.reward().costMicros()).isZero();
      assertThat(episode.reward().quality()).isIn(null, 0.75);
    }
    assertThat(debates).isBetween(4, 24);
    assertThat(inverse / runs).isBetween(1.4, 2.9);
  }
}
