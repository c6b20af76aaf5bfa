package io.roundhouse.server.cli;

import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.controller.episodes.EpisodeException;
import io.roundhouse.routers.controller.episodes.EpisodeLines;
import io.roundhouse.routers.controller.eval.ModesEval;
import io.roundhouse.routers.controller.eval.ModesReport;
import io.roundhouse.routers.controller.eval.ModesText;
import io.roundhouse.routers.controller.network.PaperTraining;
import io.roundhouse.routers.embedding.EmbeddingException;
import io.roundhouse.routers.embedding.OnnxEmbedder;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.eval.AnswerTable;
import io.roundhouse.routers.models.outcomes.OutcomesException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays modes on stored answers, and lets controllers choose among them. */
@Command(name = "modes",
    description = "Play single models, votes and agreement gates on stored answers, and let controllers choose among them by the text.")
final class EvalModesCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin
  private final SplitOptions splits = new SplitOptions();

  @Option(names = "--data", required = true, paramLabel = "PLACE",
      description = "A file of answers (JSON lines with id, q, gold, a, c), a folder of such, or one with routing/modes in it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path data;

  @Option(names = "--bootstrap", paramLabel = "N", defaultValue = "1000", description = "Redrawn test sets; default ${DEFAULT-VALUE}.")
  private int bootstrap;

  @Option(names = "--per-dollar", paramLabel = "Q", split = ",", defaultValue = "0,20,100",
      description = "How much quality a dollar has to bring, several by commas; default ${DEFAULT-VALUE}.")
  private List<Double> perDollar = List.of();

  @Option(names = "--unguarded", description = "Show also what tables and networks would earn without the guard.")
  private boolean unguarded;

  @Option(names = "--published",
      description = "Show also MasRouter as its public program learns and decides; a few seconds more for each split and goal.")
  private boolean published;

  @Option(names = "--episodes", paramLabel = "FILE",
      description = "Only write the plans worth trying, played on all answers, as episodes for 'train controller'.")
  private @Nullable Path episodes;

  @Option(names = "--out", paramLabel = "DIR", description = "Write modes.csv and modes.json there.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<ModesReport> reports = new ArrayList<>();
    try (OnnxEmbedder model = OnnxEmbedder.ofDefaults()) {
      List<Goal> goals = perDollar.stream().map(weight -> new Goal(weight, 0, 0)).toList();
      ModesEval eval = new ModesEval(splits.with(bootstrap, false), goals,
          splits.keeping(model), unguarded, line -> {
            err.println(line);
            err.flush();
          });
      if (published) {
        eval = eval.withPublished(PaperTraining.ofDefaults());
      }
      if (episodes != null) {
        return write(eval, episodes, print);
      }
      for (Path file : Lines.files(place())) {
        ModesReport report = eval.run(AnswerTable.read(name(file), Files.readAllLines(file)));
        reports.add(report);
        print.println(ModesText.table(report) + "\n");
        print.flush();
      }
    } catch (OutcomesException | EpisodeException | EmbeddingException | RoutingException | IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    if (out != null) {
      Files.createDirectories(out);
      Files.writeString(out.resolve("modes.csv"), ModesText.csv(reports));
      Files.writeString(out.resolve("modes.json"), ModesText.json(reports));
    }
    return CommandLine.ExitCode.OK;
  }

  private int write(ModesEval eval, Path target, PrintWriter print) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : Lines.files(place())) {
      eval.episodes(AnswerTable.read(name(file), Files.readAllLines(file))).forEach(episode -> lines.add(EpisodeLines.write(episode)));
    }
    Files.write(target, lines);
    print.println("%d episodes in %s".formatted(lines.size(), target));
    print.flush();
    return CommandLine.ExitCode.OK;
  }

  private Path place() {
    return Stream.of(data.resolve("routing").resolve("modes"), data.resolve("modes")).filter(Files::isDirectory).findFirst().orElse(data);
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".jsonl") ? name.substring(0, name.length() - ".jsonl".length()) : name;
  }
}
