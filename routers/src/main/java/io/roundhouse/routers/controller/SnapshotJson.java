package io.roundhouse.routers.controller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.controller.ControllerSnapshot.Kind;
import io.roundhouse.routers.controller.episodes.EpisodeException;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.network.CascadeNetwork;
import io.roundhouse.routers.controller.network.PaperCascade;
import io.roundhouse.routers.controller.plans.PlanBook;
import io.roundhouse.routers.controller.plans.PlanFacts;
import io.roundhouse.routers.controller.plans.TableScorer;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.internal.Packed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A snapshot to and from JSON. */
final class SnapshotJson {

  private static final String FORMAT = "roundhouse-controller/1";
  private static final JsonMapper JSON = new JsonMapper();

  private SnapshotJson() {}

  static String write(ControllerSnapshot snapshot) {
    ObjectNode document = JSON.createObjectNode();
    document.put("format", FORMAT).put("embedder", snapshot.embedder()).put("source", snapshot.source())
        .put("episodes", snapshot.episodes()).put("inService", snapshot.inService().name());
    document.putObject("goal").put("perDollar", snapshot.goal().perDollar()).put("perSecond", snapshot.goal().perSecond());
    ArrayNode plans = document.putArray("plans");
    snapshot.book().plans().forEach(facts -> plans.add(facts(facts)));
    TableScorer table = snapshot.table();
    if (table != null) {
      ArrayNode centres = document.putObject("table").putArray("centres");
      table.centres().forEach(centre -> centres.add(Packed.of(centre)));
      ArrayNode utility = ((ObjectNode) document.path("table")).putArray("utility");
      for (double[] row : table.utility()) {
        utility.add(Packed.of(row));
      }
    }
    CascadeNetwork network = snapshot.network();
    if (network != null) {
      document.set("network", NetworkJson.write(network));
    }
    PaperCascade published = snapshot.published();
    if (published != null) {
      document.set("published", PublishedJson.write(published));
    }
    Reference reference = snapshot.reference();
    if (reference != null) {
      document.putObject("reference").put("centre", Packed.of(reference.centre())).put("distance", reference.distance())
          .put("distanceSpread", reference.distanceSpread()).put("utility", reference.utility())
          .put("utilitySpread", reference.utilitySpread());
    }
    snapshot.evidence().forEach(document.putArray("evidence")::add);
    return document.toString();
  }

  private static ObjectNode facts(PlanFacts facts) {
    ObjectNode node = JSON.createObjectNode().put("mode", facts.plan().mode().name());
    ArrayNode seats = node.putArray("seats");
    for (PlanSeat seat : facts.plan().seats()) {
      seats.addObject().put("role", seat.role()).put("model", seat.model());
    }
    return node.put("tried", facts.tried()).put("judged", facts.judged()).put("utility", facts.utility())
        .put("quality", facts.quality()).put("costMicros", facts.costMicros()).put("seconds", facts.seconds());
  }

  static ControllerSnapshot read(String text) {
    try {
      JsonNode document = JSON.readTree(text);
      if (!FORMAT.equals(document.path("format").asText())) {
        throw new EpisodeException(
            "a controller snapshot has the format '%s'; expected '%s'".formatted(document.path("format").asText(), FORMAT));
      }
      List<PlanFacts> plans = new ArrayList<>();
      document.path("plans").forEach(plan -> plans.add(facts(plan)));
      List<String> evidence = new ArrayList<>();
      document.path("evidence").forEach(sentence -> evidence.add(sentence.asText()));
      JsonNode goal = document.path("goal");
      return new ControllerSnapshot(document.path("embedder").asText(), document.path("source").asText(),
          document.path("episodes").asInt(), new Goal(goal.path("perDollar").asDouble(), goal.path("perSecond").asDouble(), 0),
          PlanBook.of(plans), Kind.valueOf(document.path("inService").asText()), table(document.path("table")),
          NetworkJson.read(document.path("network")), PublishedJson.read(document.path("published")),
          reference(document.path("reference")), evidence);
    } catch (JsonProcessingException | IllegalArgumentException | RoutingException e) {
      throw new EpisodeException("a controller snapshot cannot be read: " + e.getMessage());
    }
  }

  private static PlanFacts facts(JsonNode node) {
    List<PlanSeat> seats = new ArrayList<>();
    node.path("seats").forEach(seat -> seats.add(new PlanSeat(seat.path("role").asText(), seat.path("model").textValue())));
    return new PlanFacts(new Plan(CollaborationMode.valueOf(node.path("mode").asText()), seats), node.path("tried").asInt(),
        node.path("judged").asInt(), node.path("utility").asDouble(), number(node.path("quality")), number(node.path("costMicros")),
        number(node.path("seconds")));
  }

  private static @Nullable Double number(JsonNode node) {
    return node.isNumber() ? (Double) node.asDouble() : null;
  }

  private static @Nullable Reference reference(JsonNode node) {
    return node.isMissingNode() ? null : new Reference(Packed.floats(node.path("centre").asText()), node.path("distance").asDouble(),
        node.path("distanceSpread").asDouble(), node.path("utility").asDouble(), node.path("utilitySpread").asDouble());
  }

  private static @Nullable TableScorer table(JsonNode node) {
    if (node.isMissingNode()) {
      return null;
    }
    List<float[]> centres = new ArrayList<>();
    node.path("centres").forEach(centre -> centres.add(Packed.floats(centre.asText())));
    List<double[]> utility = new ArrayList<>();
    node.path("utility").forEach(row -> utility.add(Packed.doubles(row.asText())));
    return TableScorer.of(centres, utility.toArray(double[][]::new));
  }
}
