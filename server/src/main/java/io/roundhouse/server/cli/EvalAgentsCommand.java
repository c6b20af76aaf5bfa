package io.roundhouse.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.routers.agents.eval.AgentEval;
import io.roundhouse.routers.agents.eval.AgentReport;
import io.roundhouse.routers.agents.eval.EvalException;
import io.roundhouse.routers.embedding.EmbeddingException;
import io.roundhouse.routers.embedding.OnnxEmbedder;
import io.roundhouse.routers.embedding.StoredEmbedder;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures agent routing on intent data. */
@Command(name = "agents", description = {
    "Measure agent routing without a model on labelled requests: every label is an agent.",
    "A file holds the parts train and test, perhaps val, oos_val and oos_test: lists of [text, label]; or, for several labels per "
        + "request, a list of objects with text, intents, domain and fold."})
final class EvalAgentsCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Source source;

  @Option(names = "--descriptions", paramLabel = "FILE",
      description = "What the labels mean: an object of label and description. Without it ours are used, or else the labels' names.")
  private @Nullable Path descriptions;

  @Option(names = "--seeds", paramLabel = "N", defaultValue = "5", description = "How often to draw examples (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Mixin
  private final EmbeddingOptions embedding = new EmbeddingOptions();

  @Mixin
  private final ReportOptions report = new ReportOptions();

  /** Where the data is. */
  static final class Source {

    @Option(names = "--data", paramLabel = "DIR", description = "A folder of public data with files under " + AgentEval.FOLDER + ".")
    private @Nullable Path data;

    @Option(names = "--intents", paramLabel = "FILE", description = "One file of labelled requests.")
    private @Nullable Path intents;

    Path path() {
      return data != null ? data : Path.of(String.valueOf(intents));
    }
  }

  @Override
  public Integer call() throws JsonProcessingException {
    if (seeds < 1 || seeds > 100) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--seeds is " + seeds + "; expected 1 to 100");
    }
    try (OnnxEmbedder embedder = embedding.load()) {
      StoredEmbedder stored = StoredEmbedder.open(embedding.cache(), embedder);
      PrintWriter errors = spec.commandLine().getErr();
      List<AgentReport> reports = AgentEval.run(source.path(), descriptions, stored, seeds, line -> {
        errors.println(line);
        errors.flush();
      });
      PrintWriter out = spec.commandLine().getOut();
      switch (report.format()) {
        case TABLE -> reports.forEach(each -> out.println(each.table()));
        case CSV -> reports.forEach(each -> out.print(each.csv()));
        case JSON -> out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(reports));
      }
      out.flush();
      return CommandLine.ExitCode.OK;
    } catch (EvalException | EmbeddingException | UncheckedIOException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
