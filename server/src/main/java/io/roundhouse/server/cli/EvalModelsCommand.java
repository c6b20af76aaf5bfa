package io.roundhouse.server.cli;

import io.roundhouse.routers.embedding.EmbeddingException;
import io.roundhouse.routers.embedding.OnnxEmbedder;
import io.roundhouse.routers.models.ModelPolicy;
import io.roundhouse.routers.models.eval.GateEval;
import io.roundhouse.routers.models.eval.HtmlReport;
import io.roundhouse.routers.models.eval.JsonReport;
import io.roundhouse.routers.models.eval.ModelsEval;
import io.roundhouse.routers.models.eval.OutcomeFolders;
import io.roundhouse.routers.models.eval.SetReport;
import io.roundhouse.routers.models.eval.LearnabilityText;
import io.roundhouse.routers.models.eval.TextReport;
import io.roundhouse.routers.models.learn.PredictivePolicy;
import io.roundhouse.routers.models.learn.Snapshot;
import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.outcomes.OutcomesException;
import io.roundhouse.server.config.ModelPolicyFile;
import io.roundhouse.server.routing.SnapshotFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares ways of choosing a model on logged outcomes, the user's own or public ones. */
@Command(
    name = "models",
    description = "Compare the default way of choosing a model with published routers, on outcomes that nobody trained on.")
final class EvalModelsCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin
  private final SplitOptions splits = new SplitOptions();

  @Option(names = "--answers", paramLabel = "FILE",
      description = "Also play agreement gates and ladders on this file of real answers (JSON lines with q, gold, a, c).")
  private @Nullable Path answers;

  @Option(names = "--data", required = true, paramLabel = "DIR",
      description = "A folder with prompts.jsonl and outcomes.csv, or one that holds such folders.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path data;

  @Option(names = "--set", paramLabel = "NAME", split = ",", description = "Only these folders.")
  private List<String> sets = List.of();

  @Option(names = "--test", paramLabel = "DIR", description = "Judge on this folder instead of on a part of --data.")
  private @Nullable Path test;

  @Option(names = "--bootstrap", paramLabel = "N", defaultValue = "400", description = "Redrawn test sets; default ${DEFAULT-VALUE}.")
  private int bootstrap;

  @Option(names = "--policy", paramLabel = "FILE", description = "Let the policy in this YAML file take part.")
  private @Nullable Path policy;

  @Option(names = "--no-baselines", description = "Only the default policy.")
  private boolean noBaselines;

  @Option(names = "--robustness", description = "Also judge on test texts that are paraphrased and misspelt; embeds them anew.")
  private boolean robustness;

  @Option(names = "--learnable", description = "Also measure how much the texts tell about the scores at all.")
  private boolean learnable;

  @Option(names = "--out", paramLabel = "DIR", description = "Write models.html, models.csv and models.json there.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    List<SetReport> reports = new ArrayList<>();
    try (OnnxEmbedder model = OnnxEmbedder.ofDefaults()) {
      ModelsEval eval = new ModelsEval(
          splits.with(bootstrap, !noBaselines), splits.keeping(model),
          line -> {
            err.println(line);
            err.flush();
          }, System::nanoTime);
      if (policy != null) {
        eval.add(String.valueOf(policy.getFileName()), ModelPolicyFile.read(policy, EvalModelsCommand::predictive));
      }
      if (answers != null) {
        GateEval.run(String.valueOf(answers.getFileName()), Files.readAllLines(answers),
            splits.with(bootstrap, !noBaselines)).forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().println();
      }
      for (Path folder : folders()) {
        Outcomes table = OutcomeFolders.read(folder);
        SetReport report = eval.run(table, test == null ? null : OutcomeFolders.read(test), robustness);
        reports.add(report);
        spec.commandLine().getOut().println(TextReport.table(report) + "\n");
        if (learnable) {
          spec.commandLine().getOut().println(LearnabilityText.table(report.set(), eval.learnability(table)) + "\n");
        }
        spec.commandLine().getOut().flush();
      }
    } catch (OutcomesException | EmbeddingException | IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    if (out != null) {
      Files.createDirectories(out);
      Files.writeString(out.resolve("models.html"), HtmlReport.of(reports));
      Files.writeString(out.resolve("models.csv"), TextReport.csv(reports));
      Files.writeString(out.resolve("models.json"), JsonReport.of(reports));
    }
    return CommandLine.ExitCode.OK;
  }

  private static ModelPolicy predictive(Path folder) {
    try {
      Snapshot snapshot = SnapshotFolder.of(folder).current()
          .orElseThrow(() -> new OutcomesException("no snapshot is in service there"));
      return PredictivePolicy.of(snapshot.predictor(), snapshot.version());
    } catch (IOException e) {
      throw new OutcomesException("it cannot be read: " + e.getMessage());
    }
  }

  private List<Path> folders() {
    List<Path> folders = OutcomeFolders.find(data);
    List<Path> chosen = folders.stream().filter(folder -> sets.isEmpty() || sets.contains(String.valueOf(folder.getFileName()))).toList();
    if (chosen.isEmpty()) {
      throw new OutcomesException("--set names none of the folders in '%s'; expected some of %s"
          .formatted(data, folders.stream().map(folder -> String.valueOf(folder.getFileName())).toList()));
    }
    return chosen;
  }
}
