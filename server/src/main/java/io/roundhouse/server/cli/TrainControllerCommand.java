package io.roundhouse.server.cli;

import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.controller.episodes.Episode;
import io.roundhouse.routers.controller.episodes.EpisodeException;
import io.roundhouse.routers.controller.episodes.EpisodeLines;
import io.roundhouse.routers.controller.learn.ControllerTrainer;
import io.roundhouse.routers.controller.learn.Trained;
import io.roundhouse.routers.controller.learn.TrainerSettings;
import io.roundhouse.routers.embedding.EmbeddingException;
import io.roundhouse.routers.embedding.OnnxEmbedder;
import io.roundhouse.routers.embedding.StoredEmbedder;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.outcomes.OutcomesException;
import io.roundhouse.routers.roles.RoleLibrary;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.server.config.RoleFile;
import io.roundhouse.server.routing.RunEpisodes;
import io.roundhouse.server.routing.SnapshotFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Learns which mode, number, roles and models suit a request; exit code 1 if what was learned is not put into service. */
@Command(name = "controller",
    description = "Learn how agents should work on which request; put the snapshot into service if it is not worse.")
final class TrainControllerCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(names = "--data", paramLabel = "FILE", description = "Episodes as JSON lines, or a folder with files of them.")
  private @Nullable Path data;

  @Option(names = "--runs", paramLabel = "FILE",
      description = "A server's journal: the runs in which a front desk decided. The server may go on meanwhile.")
  private @Nullable Path runs;

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private SnapshotOptions snapshots;

  @Option(names = "--per-dollar", paramLabel = "Q", defaultValue = "20",
      description = "How much quality a dollar has to bring; default ${DEFAULT-VALUE}.")
  private double perDollar;

  @Option(names = "--per-second", paramLabel = "Q", defaultValue = "0",
      description = "How much quality a second of waiting is worth; default ${DEFAULT-VALUE}.")
  private double perSecond;

  @Option(names = "--roles", paramLabel = "FILE", description = "Roles of your own, as YAML or JSON.")
  private @Nullable Path roles;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "What is drawn is drawn from it; default ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    SnapshotFolder<ControllerSnapshot> folder = SnapshotFolder.controllers(snapshots.out());
    try {
      Optional<Integer> done = snapshots.insteadOfLearning(folder, print);
      return done.isPresent() ? done.get() : train(folder, print);
    } catch (OutcomesException | EpisodeException | EmbeddingException | JournalException | RoutingException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    } finally {
      print.flush();
    }
  }

  private int train(SnapshotFolder<ControllerSnapshot> folder, PrintWriter print) throws IOException {
    List<Episode> episodes = episodes(print);
    RoleLibrary library = roles == null ? RoleLibrary.builtIn() : RoleFile.read(RoleLibrary.builtIn(), roles);
    TrainerSettings settings =
        TrainerSettings.ofDefaults().withGoal(new Goal(perDollar, perSecond, 0)).withRoles(library).withSeed(seed);
    try (OnnxEmbedder model = OnnxEmbedder.ofDefaults()) {
      ControllerSnapshot current = folder.current().filter(snapshot -> snapshot.embedder().equals(model.name())).orElse(null);
      Path source = runs != null ? runs : data;
      Trained trained = ControllerTrainer.train(episodes, StoredEmbedder.open(snapshots.cache(), model), settings,
          source == null ? "" : String.valueOf(source.getFileName()), current);
      String version = folder.add(trained.snapshot());
      trained.snapshot().evidence().forEach(sentence -> print.println("  " + sentence));
      return snapshots.putIntoService(folder, version, trained.passed(), trained.reason(), print);
    }
  }

  private List<Episode> episodes(PrintWriter print) throws IOException {
    Path journal = runs;
    Path place = data;
    if ((journal == null) == (place == null)) {
      throw new EpisodeException("--data is missing, and so is --runs, or both are there; expected one of them: episodes as JSON lines, "
          + "or a server's journal");
    }
    if (journal != null) {
      RunEpisodes log = RunEpisodes.read(journal);
      print.println("%d runs of front desks, %d of them with feedback".formatted(log.episodes().size(), log.judged()));
      return log.episodes();
    }
    List<String> lines = new ArrayList<>();
    for (Path file : Lines.files(place)) {
      lines.addAll(Files.readAllLines(file));
    }
    return EpisodeLines.read(String.valueOf(place), lines);
  }
}
