package io.roundhouse.routers.models.outcomes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a table of outcomes from the lines of three files: {@value #PROMPTS} (one JSON object a line: {@code id}, {@code prompt},
 * optionally {@code dataset} and {@code route_text}), {@value #OUTCOMES} (columns {@code id,model,score,cost}; score 0 to 1, cost in
 * dollars or empty) and optionally {@value #MODELS} (columns {@code model,price_in_per_M,price_out_per_M} in dollars).
 *
 * <p>Where no cost is known at all, list prices stand in, with four characters a token and {@value #ANSWER_TOKENS} tokens an answer;
 * without those the best model of the table costs 1 and every other one 0, so that cost counts calls of the strong model as
 * RouteLLM does (arXiv 2406.18665). A single missing cost is the model's mean.
 */
public final class OutcomesReader {

  /** The file of queries. */
  public static final String PROMPTS = "prompts.jsonl";
  /** The file of scores and costs. */
  public static final String OUTCOMES = "outcomes.csv";
  /** The file of list prices. */
  public static final String MODELS = "models.csv";

  private static final int ANSWER_TOKENS = 300;
  private static final double CHARACTERS_PER_TOKEN = 4;
  private static final JsonMapper JSON = new JsonMapper();

  private OutcomesReader() {}

  /**
   * Reads a table.
   *
   * @param name what reports call it
   * @param models the lines of the file of prices; empty if there is none
   * @throws OutcomesException with the first mistake
   */
  public static Outcomes read(String name, List<String> prompts, List<String> outcomes, List<String> models) {
    Map<String, Integer> rowOf = new LinkedHashMap<>();
    List<Prompt> rows = prompts(prompts, rowOf);
    Csv csv = Csv.of(OUTCOMES, outcomes, "id", "model", "score", "cost");
    Map<String, Integer> modelOf = new LinkedHashMap<>();
    List<double[]> cells = new ArrayList<>();
    for (int line = 0; line < csv.size(); line++) {
      cells.add(cell(csv, line, rowOf, modelOf));
    }
    if (rows.isEmpty() || modelOf.size() < 2) {
      throw new OutcomesException("%s has %d prompts and %s has %d models; expected at least one prompt and two models"
          .formatted(PROMPTS, rows.size(), OUTCOMES, modelOf.size()));
    }
    double[][] quality = filled(rows.size(), modelOf.size());
    double[][] cost = filled(rows.size(), modelOf.size());
    for (int line = 0; line < cells.size(); line++) {
      double[] cell = cells.get(line);
      if (!Double.isNaN(quality[(int) cell[0]][(int) cell[1]])) {
        throw csv.mistake(line, "a second score of this model for this id", "one line for every id and model");
      }
      quality[(int) cell[0]][(int) cell[1]] = cell[2];
      cost[(int) cell[0]][(int) cell[1]] = cell[3];
    }
    List<String> names = List.copyOf(modelOf.keySet());
    boolean priced = complete(cost, quality, rows, names, prices(models));
    return new Outcomes(name, rows, names, quality, cost, priced);
  }

  private static List<Prompt> prompts(List<String> lines, Map<String, Integer> rowOf) {
    List<Prompt> prompts = new ArrayList<>();
    for (int line = 0; line < lines.size(); line++) {
      if (lines.get(line).isBlank()) {
        continue;
      }
      JsonNode object = object(lines.get(line), line);
      String id = text(object, "id", line);
      String text = text(object, "prompt", line);
      Prompt prompt = new Prompt(
          id, object.path("dataset").asText(""), text,
          object.hasNonNull("route_text") && !object.get("route_text").asText().isBlank() ? object.get("route_text").asText() : text);
      if (rowOf.putIfAbsent(prompt.id(), prompts.size()) != null) {
        throw new OutcomesException("%s, line %d: id '%s' is there twice; expected it once".formatted(PROMPTS, line + 1, prompt.id()));
      }
      prompts.add(prompt);
    }
    return prompts;
  }

  private static JsonNode object(String line, int number) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // said below, with the line
    }
    throw new OutcomesException("%s, line %d: not a JSON object; expected {\"id\": ..., \"prompt\": ...}".formatted(PROMPTS, number + 1));
  }

  private static String text(JsonNode object, String key, int line) {
    JsonNode value = object.get(key);
    if (value == null || !value.isTextual() || (key.equals("id") && value.asText().isBlank())) {
      throw new OutcomesException("%s, line %d: '%s' is %s; expected text".formatted(PROMPTS, line + 1, key, value));
    }
    return value.asText();
  }

  /** Row, column, score, cost. */
  private static double[] cell(Csv csv, int line, Map<String, Integer> rowOf, Map<String, Integer> modelOf) {
    Integer row = rowOf.get(csv.get(line, 0));
    if (row == null) {
      throw csv.mistake(line, "id '" + csv.get(line, 0) + "', which " + PROMPTS + " does not have", "one of its ids");
    }
    if (csv.get(line, 1).isBlank()) {
      throw csv.mistake(line, "no model", "a name");
    }
    int model = modelOf.computeIfAbsent(csv.get(line, 1), unseen -> modelOf.size());
    double score = csv.number(line, 2);
    if (Double.isNaN(score) || score < 0 || score > 1) {
      throw csv.mistake(line, "score '" + csv.get(line, 2) + "'", "a number from 0 to 1");
    }
    double cost = csv.number(line, 3);
    if (cost < 0 || Double.isInfinite(cost)) {
      throw csv.mistake(line, "cost '" + csv.get(line, 3) + "'", "dollars, zero or more, or nothing");
    }
    return new double[] {row, model, score, cost};
  }

  private static Map<String, double[]> prices(List<String> lines) {
    Map<String, double[]> prices = new HashMap<>();
    if (!lines.isEmpty()) {
      Csv csv = Csv.of(MODELS, lines, "model", "price_in_per_M", "price_out_per_M");
      for (int line = 0; line < csv.size(); line++) {
        double in = csv.number(line, 1);
        double out = csv.number(line, 2);
        if (!(in >= 0 && out >= 0)) {
          throw csv.mistake(line, "prices '%s' and '%s'".formatted(csv.get(line, 1), csv.get(line, 2)), "dollars, zero or more");
        }
        prices.put(csv.get(line, 0), new double[] {in / 1e6, out / 1e6});
      }
    }
    return prices;
  }

  /** Fills in missing costs; returns whether the result is money. */
  private static boolean complete(
      double[][] cost, double[][] quality, List<Prompt> prompts, List<String> models, Map<String, double[]> prices) {
    double[] means = new double[models.size()];
    boolean known = true;
    for (int j = 0; j < means.length; j++) {
      int column = j;
      means[j] = Arrays.stream(cost).mapToDouble(row -> row[column]).filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
      known &= !Double.isNaN(means[j]) || prices.containsKey(models.get(j));
    }
    double[] strength = new double[models.size()];
    for (int j = 0; j < strength.length; j++) {
      int column = j;
      strength[j] = Arrays.stream(quality).mapToDouble(row -> row[column]).filter(value -> !Double.isNaN(value)).average().orElse(0);
    }
    double best = Arrays.stream(strength).max().orElse(0);
    for (int i = 0; i < cost.length; i++) {
      for (int j = 0; j < means.length; j++) {
        double[] price = prices.get(models.get(j));
        if (!known) {
          cost[i][j] = strength[j] == best ? 1 : 0;
        } else if (Double.isNaN(cost[i][j]) && price != null && Double.isNaN(means[j])) {
          cost[i][j] = price[0] * prompts.get(i).text().length() / CHARACTERS_PER_TOKEN + price[1] * ANSWER_TOKENS;
        } else if (Double.isNaN(cost[i][j])) {
          cost[i][j] = means[j];
        }
      }
    }
    return known;
  }

  private static double[][] filled(int rows, int columns) {
    double[][] cells = new double[rows][columns];
    for (double[] row : cells) {
      Arrays.fill(row, Double.NaN);
    }
    return cells;
  }
}
