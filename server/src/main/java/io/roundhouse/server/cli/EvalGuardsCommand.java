package io.roundhouse.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.routers.embedding.EmbeddingException;
import io.roundhouse.routers.embedding.OnnxEmbedder;
import io.roundhouse.routers.embedding.StoredEmbedder;
import io.roundhouse.routers.guard.eval.GuardEval;
import io.roundhouse.routers.guard.eval.GuardReport;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what guards see in labelled texts. */
@Command(name = "guards", description = {
    "Measure on labelled texts, per source, what the guard's signals see and what it would refuse.",
    "A file holds a JSON object a line with source, label and text. Texts that the built-in model was trained on are left out."})
final class EvalGuardsCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "PATH",
      description = "A file of texts, or a folder that has one at " + GuardEval.FILE + ".")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path data;

  @Option(names = "--train",
      description = "Train the model that recognises attacks instead, and print its weights as they stand in the source.")
  private boolean train;

  @Mixin
  private final EmbeddingOptions embedding = new EmbeddingOptions();

  @Mixin
  private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    try (OnnxEmbedder embedder = embedding.load()) {
      StoredEmbedder stored = StoredEmbedder.open(embedding.cache(), embedder);
      if (train) {
        GuardEval.train(data, stored).encoded().forEach(out::println);
      } else {
        print(GuardEval.run(data, stored), out);
      }
      out.flush();
      return CommandLine.ExitCode.OK;
    } catch (EmbeddingException | UncheckedIOException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--data: " + e.getMessage());
    }
  }

  private void print(GuardReport measured, PrintWriter out) throws JsonProcessingException {
    switch (report.format()) {
      case TABLE -> out.println(measured.table());
      case CSV -> out.print(measured.csv());
      case JSON -> out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(measured));
    }
  }
}
