package io.roundhouse.server.cli;

import io.roundhouse.routers.embedding.EmbeddingException;
import io.roundhouse.routers.embedding.OnnxEmbedder;
import io.roundhouse.routers.embedding.StoredEmbedder;
import io.roundhouse.routers.models.eval.OutcomeFolders;
import io.roundhouse.routers.models.eval.Promotion;
import io.roundhouse.routers.models.learn.OutcomePredictor;
import io.roundhouse.routers.models.learn.Snapshot;
import io.roundhouse.routers.models.learn.Trainer;
import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.outcomes.OutcomesException;
import io.roundhouse.routers.models.outcomes.Prompt;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.server.routing.RunLog;
import io.roundhouse.server.routing.SnapshotFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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

/** Learns which model suits which query; exit code 1 if what was learned is not put into service. */
@Command(name = "models", description = "Learn which model suits which query; put the snapshot into service if it is not worse.")
final class TrainModelsCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(names = "--data", paramLabel = "DIR", description = "A folder with prompts.jsonl and outcomes.csv.")
  private @Nullable Path data;

  @Option(names = "--runs", paramLabel = "FILE",
      description = "A server's journal: the runs that got feedback. The server may go on meanwhile.")
  private @Nullable Path runs;

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private SnapshotOptions snapshots;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Which rows are held out; default ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    SnapshotFolder<Snapshot> folder = SnapshotFolder.of(snapshots.out());
    try {
      Optional<Integer> done = snapshots.insteadOfLearning(folder, print);
      return done.isPresent() ? done.get() : train(table(print), folder, print);
    } catch (OutcomesException | EmbeddingException | JournalException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    } finally {
      print.flush();
    }
  }

  private Outcomes table(PrintWriter print) {
    Path journal = runs;
    Path place = data;
    if ((journal == null) == (place == null)) {
      throw new OutcomesException("--data is missing, and so is --runs, or both are there; expected one of them: a folder with "
          + "prompts.jsonl and outcomes.csv, or a server's journal");
    }
    if (journal != null) {
      RunLog log = RunLog.read(journal);
      print.println("%d runs with one model each, %d of them with feedback: %d different requests"
          .formatted(log.answers(), log.scored(), log.outcomes().size()));
      return log.outcomes();
    }
    List<Path> found = OutcomeFolders.find(place);
    if (found.size() != 1) {
      throw new OutcomesException("'%s' holds %d folders of outcomes; name one of them".formatted(place, found.size()));
    }
    return OutcomeFolders.read(found.getFirst());
  }

  private int train(Outcomes table, SnapshotFolder<Snapshot> folder, PrintWriter print) throws IOException {
    try (OnnxEmbedder model = OnnxEmbedder.ofDefaults()) {
      List<float[]> vectors = StoredEmbedder.open(snapshots.cache(), model)
          .embedAll(table.prompts().stream().map(Prompt::routeText).toList());
      Optional<Snapshot> inService = folder.current().filter(snapshot -> snapshot.embedder().equals(model.name()));
      OutcomePredictor current = inService.map(Snapshot::predictor).orElse(null);
      Promotion promotion = table.isComplete() ? Promotion.check(table, vectors, current, seed)
          : Promotion.checkIncomplete(table, vectors, current, seed);
      String version = folder.add(new Snapshot(Trainer.train(table, vectors), model.name(), table.name(), table.size()));
      return snapshots.putIntoService(folder, version, promotion.passed(), promotion.reason(), print);
    }
  }
}
