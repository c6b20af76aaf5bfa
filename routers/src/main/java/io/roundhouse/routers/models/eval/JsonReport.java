package io.roundhouse.routers.models.eval;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.routers.models.plane.Point;
import java.util.List;

/** Results as JSON, with the points of the first split's curves, so that anybody can draw or check them anew. */
public final class JsonReport {

  private static final JsonMapper JSON = new JsonMapper();

  private JsonReport() {}

  /** Returns a document of all sets. */
  public static String of(List<SetReport> reports) {
    ArrayNode sets = JSON.createArrayNode();
    reports.forEach(report -> sets.add(set(report)));
    return sets.toPrettyString();
  }

  private static ObjectNode set(SetReport report) {
    ObjectNode set = JSON.createObjectNode();
    set.put("set", report.set()).put("prompts", report.rows()).put("priced", report.priced()).put("zeroAiq", report.zeroAiq());
    ArrayNode seeds = set.putArray("seeds");
    report.seeds().forEach(seeds::add);
    ObjectNode models = set.putObject("models");
    report.singles().forEach((model, point) -> models.set(model, point(point)));
    ArrayNode routers = set.putArray("routers");
    for (Result result : report.results()) {
      ObjectNode router = routers.addObject();
      router.put("router", result.contender()).put("peeks", result.peeks()).put("seconds", result.trainSeconds());
      router.putArray("gainInterval").add(result.low()).add(result.high());
      router.set("mean", figures(result.mean()));
      ArrayNode trials = router.putArray("trials");
      result.trials().forEach(trial -> trials.add(figures(trial)));
      ArrayNode points = router.putArray("points");
      result.points().forEach(point -> points.add(point(point)));
    }
    ObjectNode robustness = set.putObject("gainWithOtherTexts");
    report.robustness().forEach(robustness::put);
    return set;
  }

  private static ObjectNode point(Point point) {
    return JSON.createObjectNode().put("cost", point.cost()).put("quality", point.quality());
  }

  private static ObjectNode figures(Figures figures) {
    ObjectNode node = JSON.createObjectNode();
    put(node, "aiq", figures.aiq());
    put(node, "gainOverZero", figures.gain());
    put(node, "costAtEqual", figures.costAtEqual());
    put(node, "costAt95", figures.costAt95());
    put(node, "peak", figures.peak());
    put(node, "apgr", figures.apgr());
    put(node, "cpt50", figures.cpt50());
    put(node, "cpt80", figures.cpt80());
    return node;
  }

  private static void put(ObjectNode node, String key, double value) {
    if (Double.isNaN(value)) {
      node.putNull(key);
    } else {
      node.put(key, value);
    }
  }
}
