package io.roundhouse.routers.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.routers.controller.network.CascadeNetwork;
import io.roundhouse.routers.controller.network.Named;
import io.roundhouse.routers.controller.network.Vocabulary;
import io.roundhouse.routers.models.internal.Packed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network to and from JSON. */
final class NetworkJson {

  private static final JsonMapper JSON = new JsonMapper();

  private NetworkJson() {}

  static ObjectNode write(CascadeNetwork network) {
    ObjectNode node = JSON.createObjectNode().put("deep", network.deep());
    write(node.putArray("tasks"), network.words().tasks());
    write(node.putArray("modes"), network.words().modes());
    write(node.putArray("roles"), network.words().roles());
    write(node.putArray("models"), network.words().models());
    return node.put("theta", Packed.of(network.theta()));
  }

  static void write(ArrayNode array, List<Named> all) {
    all.forEach(each -> array.addObject().put("name", each.name()).put("vector", Packed.of(each.vector())));
  }

  static @Nullable CascadeNetwork read(JsonNode node) {
    if (node.isMissingNode()) {
      return null;
    }
    Vocabulary words = new Vocabulary(named(node.path("tasks")), named(node.path("modes")), named(node.path("roles")),
        named(node.path("models")));
    return CascadeNetwork.of(words, node.path("deep").asInt(), Packed.doubles(node.path("theta").asText()));
  }

  static List<Named> named(JsonNode array) {
    List<Named> all = new ArrayList<>();
    array.forEach(each -> all.add(new Named(each.path("name").asText(), Packed.floats(each.path("vector").asText()))));
    return all;
  }
}
