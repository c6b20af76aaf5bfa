package io.roundhouse.routers.models.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.routers.models.internal.Dense;
import io.roundhouse.routers.models.internal.Packed;
import io.roundhouse.routers.models.learn.FeatureSpace.Selection;
import io.roundhouse.routers.models.learn.OutcomePredictor.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A predictor to and from JSON; long rows of numbers as Base64 of single-precision floats, which is what decisions use anyway. */
final class PredictorJson {

  private static final JsonMapper JSON = new JsonMapper();

  private PredictorJson() {}

  static ObjectNode write(OutcomePredictor predictor) {
    ObjectNode node = JSON.createObjectNode();
    predictor.models().forEach(node.putArray("models")::add);
    FeatureSpace space = predictor.space();
    ObjectNode features = node.putObject("features");
    features.put("vectorMean", pack(space.vectorMean())).put("shapeMean", pack(space.shapeMean()))
        .put("shapeSpread", pack(space.shapeSpread())).put("scales", pack(space.scales()));
    ArrayNode means = features.putArray("means");
    for (double[] mean : space.means()) {
      means.add(pack(mean));
    }
    words(features.putObject("words"), space.words());
    node.set("families", linear(predictor.families().scores()));
    node.put("sharpness", predictor.families().sharpness());
    node.set("qualityTable", dense(predictor.qualityTable()));
    node.set("costTable", dense(predictor.costTable()));
    node.set("costRest", linear(predictor.costRest()));
    node.put("means", pack(predictor.means())).put("meanWeight", predictor.meanWeight()).put("tableWeight", predictor.tableWeight());
    ArrayNode parts = node.putArray("parts");
    for (Part part : predictor.parts()) {
      parts.addObject().put("selection", part.selection().name()).put("onTable", part.onTable()).put("weight", part.weight())
          .set("model", linear(part.model()));
    }
    Nearby nearby = predictor.nearby();
    if (nearby != null) {
      ObjectNode near = node.putObject("nearby");
      near.put("weights", pack(predictor.nearbyWeights())).put("mean", pack(nearby.mean()));
      rows(near.putArray("directions"), nearby.directions());
      rows(near.putArray("places"), nearby.places());
      rows(near.putArray("outcomes"), nearby.outcomes());
    }
    Arrays.stream(predictor.candidates()).forEach(node.putArray("candidates")::add);
    Arrays.stream(predictor.guard().rates()).forEach(node.putArray("guardRates")::add);
    Arrays.stream(predictor.guard().fixed()).forEach(node.putArray("guardFixed")::add);
    return node;
  }

  private static void rows(ArrayNode array, float[][] rows) {
    for (float[] row : rows) {
      array.add(pack(row));
    }
  }

  private static float[][] rows(JsonNode array) {
    float[][] rows = new float[array.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = floats(array.get(i));
    }
    return rows;
  }

  static OutcomePredictor read(JsonNode node) {
    List<String> models = new ArrayList<>();
    node.path("models").forEach(model -> models.add(model.asText()));
    JsonNode features = node.path("features");
    List<double[]> means = new ArrayList<>();
    features.path("means").forEach(mean -> means.add(unpack(mean)));
    FeatureSpace space = new FeatureSpace(unpack(features.path("vectorMean")), unpack(features.path("shapeMean")),
        unpack(features.path("shapeSpread")), words(features.path("words")), means.toArray(double[][]::new),
        unpack(features.path("scales")));
    List<Part> parts = new ArrayList<>();
    node.path("parts").forEach(part -> parts.add(new Part(Selection.valueOf(part.path("selection").asText()),
        part.path("onTable").asBoolean(), part.path("weight").asDouble(), linear(part.path("model")))));
    JsonNode near = node.path("nearby");
    Nearby nearby = near.isMissingNode() ? null : new Nearby(
        rows(near.path("directions")), floats(near.path("mean")), rows(near.path("places")), rows(near.path("outcomes")));
    return new OutcomePredictor(models, space, new Families(linear(node.path("families")), node.path("sharpness").asDouble()),
        dense(node.path("qualityTable")), dense(node.path("costTable")), linear(node.path("costRest")), unpack(node.path("means")),
        node.path("meanWeight").asDouble(), node.path("tableWeight").asDouble(), parts, nearby,
        near.isMissingNode() ? new double[2] : unpack(near.path("weights")), integers(node.path("candidates")),
        new Guard(doubles(node.path("guardRates")), integers(node.path("guardFixed"))));
  }

  private static void words(ObjectNode node, WordSpace words) {
    node.put("size", words.size());
    ObjectNode buckets = node.putObject("buckets");
    for (int b = 0; b < WordSpace.BUCKETS; b++) {
      if (words.rarity()[b] > 0) {
        float[] values = Arrays.copyOf(words.directions()[b], words.size() + 1);
        values[words.size()] = words.rarity()[b];
        buckets.put(Integer.toString(b), pack(values));
      }
    }
  }

  private static WordSpace words(JsonNode node) {
    int size = node.path("size").asInt();
    float[] rarity = new float[WordSpace.BUCKETS];
    float[][] directions = new float[WordSpace.BUCKETS][size];
    node.path("buckets").properties().forEach(bucket -> {
      float[] values = floats(bucket.getValue());
      int index = Integer.parseInt(bucket.getKey());
      rarity[index] = values[size];
      directions[index] = Arrays.copyOf(values, size);
    });
    return new WordSpace(rarity, directions);
  }

  private static ObjectNode linear(Linear linear) {
    return JSON.createObjectNode().put("offsets", pack(linear.offsets())).put("weights", pack(linear.weights()));
  }

  private static Linear linear(JsonNode node) {
    return new Linear(unpack(node.path("offsets")), floats(node.path("weights")));
  }

  private static ObjectNode dense(Dense matrix) {
    return JSON.createObjectNode().put("rows", matrix.rows()).put("values", pack(matrix.values()));
  }

  private static Dense dense(JsonNode node) {
    double[] values = unpack(node.path("values"));
    int rows = node.path("rows").asInt();
    return Dense.of(rows, rows == 0 ? 0 : values.length / rows, values);
  }

  private static String pack(double[] values) {
    return Packed.of(values);
  }

  private static String pack(float[] values) {
    return Packed.of(values);
  }

  private static float[] floats(JsonNode node) {
    return Packed.floats(node.asText());
  }

  private static double[] unpack(JsonNode node) {
    return Packed.doubles(node.asText());
  }

  private static int[] integers(JsonNode node) {
    int[] values = new int[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).asInt();
    }
    return values;
  }

  private static double[] doubles(JsonNode node) {
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).asDouble();
    }
    return values;
  }
}
