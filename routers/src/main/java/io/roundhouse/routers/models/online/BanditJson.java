package io.roundhouse.routers.models.online;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A bandit as it is kept between two processes. */
final class BanditJson {

  private BanditJson() {}

  static ObjectNode write(int dimensions, double caution, long version, Map<String, Bandit.Arm> arms) {
    ObjectNode document = JsonNodeFactory.instance.objectNode()
        .put("dimensions", dimensions).put("caution", caution).put("version", version);
    ArrayNode all = document.putArray("arms");
    arms.forEach((model, arm) -> {
      ObjectNode one = all.addObject().put("model", model).put("feedbacks", arm.feedbacks());
      numbers(one.putArray("inverse"), arm.inverse());
      numbers(one.putArray("moment"), arm.moment());
      numbers(one.putArray("estimate"), arm.estimate());
    });
    return document;
  }

  private static void numbers(ArrayNode array, double[] values) {
    for (double value : values) {
      array.add(value);
    }
  }

  static Map<String, Bandit.Arm> arms(JsonNode document, int dimensions) {
    Map<String, Bandit.Arm> arms = new LinkedHashMap<>();
    for (JsonNode arm : document.path("arms")) {
      arms.put(arm.path("model").asText(), new Bandit.Arm(numbers(arm.path("inverse"), dimensions * dimensions),
          numbers(arm.path("moment"), dimensions), numbers(arm.path("estimate"), dimensions), arm.path("feedbacks").asLong()));
    }
    return arms;
  }

  private static double[] numbers(JsonNode array, int expected) {
    double[] values = new double[expected];
    if (array.size() != expected) {
      throw new IllegalArgumentException("a bandit has %d numbers in a place; expected %d".formatted(array.size(), expected));
    }
    for (int i = 0; i < expected; i++) {
      values[i] = array.get(i).asDouble(Double.NaN);
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException("a bandit holds '%s'; expected a number".formatted(array.get(i)));
      }
    }
    return values;
  }
}
