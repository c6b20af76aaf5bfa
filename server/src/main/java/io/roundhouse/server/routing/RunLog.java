package io.roundhouse.server.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.outcomes.OutcomesReader;
import io.roundhouse.runtime.Feedback;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.runtime.ModelUse;
import io.roundhouse.runtime.engine.ModelUses;
import io.roundhouse.runtime.journal.JournalFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a journal tells about models: a table of outcomes of the runs that somebody scored. The same request asked of several models, or
 * several times, is one row; scores of one model for it are averaged.
 *
 * @param answers how many runs were answered by one model
 * @param scored how many of those have feedback
 */
public record RunLog(Outcomes outcomes, int answers, int scored) {

  private record Request(String text, String words) {}

  private static final class Cell {
    private double score;
    private double dollars;
    private int count;
  }

  /**
   * Reads a journal's file, also while a server writes to it.
   *
   * @throws JournalException if it cannot be read
   * @throws io.roundhouse.routers.models.outcomes.OutcomesException if it has no scores of at least two models
   */
  public static RunLog read(Path file) {
    Map<Request, Map<String, Cell>> table = new LinkedHashMap<>();
    int[] counts = new int[2];
    try (JournalFile journal = JournalFile.open(file)) {
      Map<String, JsonNode> feedback = journal.notes(Feedback.SHELF);
      journal.forEachRun(entries -> {
        Optional<ModelUse> use = ModelUses.of(entries);
        if (use.isEmpty()) {
          return;
        }
        counts[0]++;
        JsonNode said = feedback.get(entries.getFirst().run().value());
        if (said != null && said.path("score").isNumber()) {
          counts[1]++;
          Request request = new Request(use.get().call().text(), use.get().call().routeText());
          Cell cell = table.computeIfAbsent(request, row -> new LinkedHashMap<>())
              .computeIfAbsent(use.get().model(), model -> new Cell());
          cell.score += said.path("score").asDouble();
          cell.dollars += use.get().micros() / 1e6;
          cell.count++;
        }
      });
    }
    return new RunLog(outcomes(String.valueOf(file.getFileName()), table), counts[0], counts[1]);
  }

  /** By way of the file format, so that a journal and a folder with the same contents teach the same. */
  private static Outcomes outcomes(String name, Map<Request, Map<String, Cell>> table) {
    List<String> prompts = new ArrayList<>();
    List<String> outcomes = new ArrayList<>(List.of("id,model,score,cost"));
    table.forEach((request, cells) -> {
      String id = "r" + prompts.size();
      prompts.add(JsonNodeFactory.instance.objectNode()
          .put("id", id).put("prompt", request.text()).put("route_text", request.words()).toString());
      cells.forEach((model, cell) -> outcomes.add("%s,\"%s\",%s,%s".formatted(
          id, model.replace("\"", "\"\""), plain(cell.score / cell.count), plain(cell.dollars / cell.count))));
    });
    return OutcomesReader.read(name, prompts, outcomes, List.of());
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).toPlainString();
  }
}
