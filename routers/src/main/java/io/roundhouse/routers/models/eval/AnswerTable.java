package io.roundhouse.routers.models.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roundhouse.routers.models.cascade.Gist;
import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.outcomes.OutcomesException;
import io.roundhouse.routers.models.outcomes.Prompt;
import java.util.ArrayList;
import java.util.List;

/**
 * What several models really answered, so that votes, gates and cascades can be played again. Read from JSON lines with {@code id},
 * {@code q}, {@code gold}, and by model {@code a} (the answer) and {@code c} (its cost in dollars). Immutable by convention.
 *
 * @param outcomes scores (1 where the answer is the gold one) and costs
 * @param gists by row and model, in canonical form; blank where a model gave no answer
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
public record AnswerTable(Outcomes outcomes, String[][] gists) {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Reads the lines of a file.
   *
   * @throws OutcomesException if a line is of another form, or there are fewer than three models or ten rows
   */
  public static AnswerTable read(String name, List<String> lines) {
    List<Prompt> prompts = new ArrayList<>();
    List<String[]> gists = new ArrayList<>();
    List<double[]> quality = new ArrayList<>();
    List<double[]> cost = new ArrayList<>();
    List<String> models = new ArrayList<>();
    for (int line = 0; line < lines.size(); line++) {
      if (lines.get(line).isBlank()) {
        continue;
      }
      JsonNode row = row(name, lines.get(line), line);
      if (models.isEmpty()) {
        row.path("c").fieldNames().forEachRemaining(models::add);
      }
      String gold = Gist.of(row.path("gold").asText());
      String[] answers = new String[models.size()];
      double[] scores = new double[models.size()];
      double[] costs = new double[models.size()];
      for (int j = 0; j < answers.length; j++) {
        JsonNode price = row.path("c").path(models.get(j));
        if (!price.isNumber() || price.asDouble() < 0) {
          throw new OutcomesException(
              "%s, line %d: the cost of '%s' is %s; expected dollars".formatted(name, line + 1, models.get(j), price));
        }
        JsonNode answer = row.path("a").path(models.get(j));
        answers[j] = answer.isNull() || answer.isMissingNode() ? "" : Gist.of(answer.asText());
        scores[j] = !answers[j].isBlank() && answers[j].equals(gold) ? 1 : 0;
        costs[j] = price.asDouble();
      }
      String text = row.path("q").asText();
      prompts.add(new Prompt(row.path("id").asText(), row.path("task").asText(""), text, text));
      gists.add(answers);
      quality.add(scores);
      cost.add(costs);
    }
    if (models.size() < 3 || prompts.size() < 10) {
      throw new OutcomesException(
          "%s has %d models and %d rows; expected at least 3 and 10".formatted(name, models.size(), prompts.size()));
    }
    return new AnswerTable(new Outcomes(name, prompts, models, quality.toArray(double[][]::new), cost.toArray(double[][]::new), true),
        gists.toArray(String[][]::new));
  }

  private static JsonNode row(String name, String line, int number) {
    try {
      JsonNode row = JSON.readTree(line);
      if (row.path("a").isObject() && row.path("c").isObject() && row.hasNonNull("gold")) {
        return row;
      }
    } catch (JsonProcessingException e) {
      // said below, with the line
    }
    throw new OutcomesException("%s, line %d: expected a JSON object with 'q', 'gold', 'a' and 'c'".formatted(name, number + 1));
  }

  /** Returns some rows, in the given order. */
  public AnswerTable rows(int[] indices) {
    String[][] chosen = new String[indices.length][];
    for (int i = 0; i < indices.length; i++) {
      chosen[i] = gists[indices[i]];
    }
    return new AnswerTable(outcomes.rows(indices), chosen);
  }
}
