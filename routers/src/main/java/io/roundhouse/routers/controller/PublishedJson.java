package io.roundhouse.routers.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.routers.controller.network.Named;
import io.roundhouse.routers.controller.network.PaperCascade;
import io.roundhouse.routers.controller.network.PaperOffers;
import io.roundhouse.routers.controller.network.PaperWeights;
import io.roundhouse.routers.controller.network.PaperWeights.Layer;
import io.roundhouse.routers.models.internal.Packed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MasRouter as published to and from JSON. */
final class PublishedJson {

  private static final JsonMapper JSON = new JsonMapper();

  private PublishedJson() {}

  static ObjectNode write(PaperCascade cascade) {
    ObjectNode node = JSON.createObjectNode().put("mostAgents", cascade.mostAgents());
    PaperOffers offers = cascade.offers();
    NetworkJson.write(node.putArray("tasks"), offers.tasks());
    NetworkJson.write(node.putArray("modes"), offers.modes());
    ArrayNode roles = node.putArray("roles");
    offers.roles().forEach(each -> NetworkJson.write(roles.addArray(), each));
    NetworkJson.write(node.putArray("models"), offers.models());
    ArrayNode layers = node.putArray("layers");
    for (Layer layer : cascade.weights().layers()) {
      double[] all = Arrays.stream(layer.weights()).flatMapToDouble(Arrays::stream).toArray();
      layers.addObject().put("weights", Packed.of(all)).put("offset", Packed.of(layer.offset()));
    }
    return node;
  }

  static @Nullable PaperCascade read(JsonNode node) {
    if (node.isMissingNode()) {
      return null;
    }
    List<Layer> layers = new ArrayList<>();
    node.path("layers").forEach(layer -> layers.add(layer(layer)));
    List<List<Named>> roles = new ArrayList<>();
    node.path("roles").forEach(each -> roles.add(NetworkJson.named(each)));
    PaperOffers offers = new PaperOffers(
        NetworkJson.named(node.path("tasks")), NetworkJson.named(node.path("modes")), roles, NetworkJson.named(node.path("models")));
    return PaperCascade.of(PaperWeights.of(layers), offers, node.path("mostAgents").asInt());
  }

  private static Layer layer(JsonNode node) {
    double[] all = Packed.doubles(node.path("weights").asText());
    double[] offset = Packed.doubles(node.path("offset").asText());
    double[][] rows = new double[offset.length][];
    int columns = offset.length == 0 ? 0 : all.length / offset.length;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(all, i * columns, (i + 1) * columns);
    }
    return new Layer(rows, offset);
  }
}
