package io.roundhouse.routers.models.learn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.routers.models.internal.Packed;
import io.roundhouse.routers.models.outcomes.OutcomesException;

/**
 * A predictor as it is kept: with what it was made from and a version that is a hash of its contents, so that two snapshots with the
 * same version decide the same. Immutable.
 *
 * @param embedder the name of the embedder whose vectors it was trained on; others must not be used with it
 * @param source what it was trained on, for people
 * @param rows how many prompts it was trained on
 */
public record Snapshot(OutcomePredictor predictor, String embedder, String source, int rows) {

  private static final String FORMAT = "roundhouse-model-predictor/1";
  private static final JsonMapper JSON = new JsonMapper();

  /** Returns the snapshot as JSON. */
  public String toJson() {
    return document().toString();
  }

  /** Returns the version: sixteen hexadecimal digits of a hash over everything in it. */
  public String version() {
    return Packed.hash(document().toString());
  }

  private ObjectNode document() {
    ObjectNode document = JSON.createObjectNode();
    document.put("format", FORMAT).put("embedder", embedder).put("source", source).put("rows", rows);
    document.set("predictor", PredictorJson.write(predictor));
    return document;
  }

  /** Reads a snapshot; throws {@link OutcomesException} if the text is not one. */
  public static Snapshot fromJson(String text) {
    try {
      JsonNode document = JSON.readTree(text);
      if (!FORMAT.equals(document.path("format").asText())) {
        throw new OutcomesException("a snapshot has the format '%s'; expected '%s'".formatted(document.path("format").asText(), FORMAT));
      }
      return new Snapshot(PredictorJson.read(document.path("predictor")), document.path("embedder").asText(),
          document.path("source").asText(), document.path("rows").asInt());
    } catch (JsonProcessingException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new OutcomesException("a snapshot cannot be read: " + e.getMessage());
    }
  }
}
