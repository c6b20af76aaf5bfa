package io.roundhouse.routers.agents.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.routers.embedding.TextEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Evaluates agent routing on intent data. */
public final class AgentEval {

  /** Where the files are, below a folder of public data. */
  public static final String FOLDER = "routing/intents";

  private static final String SUFFIX = ".json";

  private final TextEmbedder embedder;
  private final int seeds;
  private final Consumer<String> progress;

  private AgentEval(TextEmbedder embedder, int seeds, Consumer<String> progress) {
    this.embedder = embedder;
    this.seeds = seeds;
    this.progress = progress;
  }

  /**
   * Evaluates one file, or every file of a folder that has the format.
   *
   * @param data a file, a folder with such files, or a folder that has them under {@value #FOLDER}
   * @param descriptions an object of intent and description; null for ours, or the intents' names
   * @param embedder best one that keeps its vectors in a file: each text is asked for many times
   * @param seeds how often to draw examples and unseen agents
   * @param progress told what is being done, a line at a time
   * @throws EvalException if nothing can be evaluated
   */
  public static List<AgentReport> run(
      Path data, @Nullable Path descriptions, TextEmbedder embedder, int seeds, Consumer<String> progress) {
    AgentEval eval = new AgentEval(embedder, seeds, progress);
    List<AgentReport> reports = new ArrayList<>();
    for (Path file : files(data)) {
      JsonNode root = IntentData.json(file);
      String name = file.getFileName().toString().replaceAll("\\.json$", "");
      if (IntentData.isIntents(root)) {
        reports.add(eval.intents(IntentData.of(name, root), Descriptions.of(name, descriptions)));
      } else if (LabelData.isLabels(root)) {
        reports.add(new LabelEval(embedder, Descriptions.of(name, descriptions), progress).run(LabelData.of(name, root)));
      } else if (files(data).size() == 1) {
        IntentData.of(name, root);
      }
    }
    if (reports.isEmpty()) {
      throw new EvalException("'%s' holds no intent data; expected JSON files with train and test parts".formatted(data));
    }
    return reports;
  }

  private static List<Path> files(Path data) {
    if (Files.isRegularFile(data)) {
      return List.of(data);
    }
    Path folder = Files.isDirectory(data.resolve(FOLDER)) ? data.resolve(FOLDER) : data;
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new EvalException("'%s' is neither a file nor a folder that can be read".formatted(data));
    }
  }

  private AgentReport intents(IntentData data, Descriptions descriptions) {
    progress.accept("%s: embedding %d texts".formatted(
        data.name(), data.train().size() + data.validation().size() + data.test().size() + data.outTest().size()));
    IntentEval eval = new IntentEval(data, descriptions, embedder);
    List<Figure> figures = new ArrayList<>();
    progress.accept(data.name() + ": training with every example");
    figures.addAll(eval.everything());
    progress.accept(data.name() + ": training with five examples per agent");
    figures.addAll(eval.few(5, seeds));
    progress.accept(data.name() + ": descriptions only");
    figures.addAll(eval.described());
    progress.accept(data.name() + ": agents that join later");
    figures.addAll(eval.unseen(Math.min(seeds, 3)));
    return new AgentReport(data.name(), "%d agents, descriptions: %s, embedding: %s".formatted(
        data.intents().size(), descriptions.source(), embedder.name()), figures);
  }
}
