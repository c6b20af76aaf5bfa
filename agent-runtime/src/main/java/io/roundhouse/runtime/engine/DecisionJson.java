package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.roundhouse.routers.AgentProfile;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.Decision;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.runtime.DeskRouting;
import java.util.List;

/** A routing decision as the journal keeps it. */
final class DecisionJson {

  private static final JsonMapper JSON = JsonMapper.builder()
      .addModule(new JavaTimeModule())
      .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
      .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
      .build();

  private DecisionJson() {}

  /** Loads what the first decision needs, on the calling thread rather than on an event loop: some tenths of a second. */
  static void warmUp() {
    of(CascadedController.ofDefaults().decide(new RoutingRequest("warm up", List.of(AgentProfile.of("a", "b")), List.of(), 0)));
  }

  static JsonNode of(Decision decision) {
    return JSON.valueToTree(decision);
  }

  /** A desk's decision with what its guard had to say. */
  static JsonNode of(DeskRouting.Outcome.Decided decided) {
    ObjectNode json = JSON.valueToTree(decided.decision());
    if (!decided.tags().isEmpty()) {
      ArrayNode tags = json.putArray("tags");
      decided.tags().stream().sorted().forEach(tags::add);
    }
    return decided.guard().isEmpty() ? json : json.put("guard", decided.guard());
  }
}
