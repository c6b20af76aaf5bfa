package io.roundhouse.server;

import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.controller.episodes.EpisodeException;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.learn.ControllerTrainer;
import io.roundhouse.routers.controller.learn.Trained;
import io.roundhouse.routers.controller.learn.TrainerSettings;
import io.roundhouse.routers.controller.plans.PlanFacts;
import io.roundhouse.routers.embedding.EmbeddingModel;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.roles.RoleLibrary;
import io.roundhouse.server.config.RoutingConfig;
import io.roundhouse.server.config.StagesConfig;
import io.roundhouse.server.routing.RunEpisodes;
import io.roundhouse.server.routing.SnapshotFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns anew, now and then, from the runs of the server it is part of, as {@code train controller --runs} does: what the guard lets pass
 * goes into service. On a thread of its own, one folder after the other; a round without new feedback does nothing. Thread-safe.
 */
final class ControllerLearning implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Roundhouse.class);

  private final TrainerSettings settings;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
      Thread.ofPlatform().daemon().name("roundhouse-learning").factory());
  private final List<Future<?>> rounds = new ArrayList<>();
  private final Map<Path, Integer> judged = new HashMap<>();

  private ControllerLearning(TrainerSettings settings) {
    this.settings = settings;
  }

  /**
   * Learns into every folder of the desks as often as they say, the first time after that long; never if none says so.
   *
   * @throws IllegalArgumentException if a desk wants to learn and there is no journal file
   */
  static ControllerLearning of(@Nullable Path journal, Collection<RoutingConfig> desks, RoleLibrary roles) {
    ControllerLearning learning = new ControllerLearning(TrainerSettings.ofDefaults().withRoles(roles));
    folders(desks).forEach((folder, every) -> {
      if (journal == null) {
        throw new IllegalArgumentException("a desk learns from its runs every " + every + " and there is no journal file; add one");
      }
      learning.rounds.add(learning.thread.scheduleWithFixedDelay(
          () -> learning.learn(journal, folder), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS));
    });
    return learning;
  }

  private static Map<Path, Duration> folders(Collection<RoutingConfig> desks) {
    Map<Path, Duration> folders = new HashMap<>();
    for (RoutingConfig desk : desks) {
      StagesConfig stages = desk.stages();
      if (stages != null && stages.learnEvery() != null) {
        folders.merge(stages.snapshots(), stages.learnEvery(), (one, other) -> one.compareTo(other) < 0 ? one : other);
      }
    }
    return folders;
  }

  private void learn(Path journal, Path place) {
    try {
      RunEpisodes runs = RunEpisodes.read(journal);
      if (runs.judged() == judged.getOrDefault(place, 0)) {
        return;
      }
      judged.put(place, runs.judged());
      TextEmbedder embedder = Embedders.of(EmbeddingModel.BGE_SMALL);
      SnapshotFolder<ControllerSnapshot> folder = SnapshotFolder.controllers(place);
      ControllerSnapshot current = folder.current().filter(snapshot -> snapshot.embedder().equals(embedder.name())).orElse(null);
      Trained trained = ControllerTrainer.train(runs.episodes(), embedder, settings, String.valueOf(journal.getFileName()), current);
      String version = folder.add(trained.snapshot());
      LOG.info("learned from {} runs with feedback: snapshot {} {}: {}",
          runs.judged(), version, settled(folder, version, trained, current), trained.reason());
    } catch (EpisodeException e) {
      LOG.info("nothing to learn from yet: {}", e.getMessage());
    } catch (IOException | RuntimeException e) { // the server goes on with what it has
      LOG.error("the controller did not learn from '{}': {}", journal, e.getMessage(), e);
    }
  }

  /** Puts it into service unless it is worse, or knows less: what a snapshot does not know, its desk would never try again. */
  private static String settled(
      SnapshotFolder<ControllerSnapshot> folder, String version, Trained trained, @Nullable ControllerSnapshot current) throws IOException {
    if (folder.currentVersion().filter(version::equals).isPresent()) {
      return "stays in service";
    }
    if (current != null && !plans(trained.snapshot()).containsAll(plans(current))) {
      return "waits for feedback on all plans of the one in service";
    }
    if (!trained.passed()) {
      return "is not put into service";
    }
    folder.promote(version, trained.reason());
    return "is in service";
  }

  private static List<Plan> plans(ControllerSnapshot snapshot) {
    return snapshot.book().plans().stream().map(PlanFacts::plan).toList();
  }

  /** Ends at once; a round under way is given up. */
  @Override
  public void close() {
    rounds.forEach(round -> round.cancel(true));
    thread.shutdownNow();
  }
}
