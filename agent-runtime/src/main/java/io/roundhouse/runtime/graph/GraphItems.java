package io.roundhouse.runtime.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.toolgraph.ItemId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of a graph run's items, by name; {@code failure} and {@code run} are names of the runtime's own. */
final class GraphItems {

  private final Map<String, JsonNode> values = new HashMap<>();

  void put(String name, JsonNode value) {
    values.put(name, value);
  }

  Optional<JsonNode> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  void failure(String step, String message) {
    values.put("failure", JsonNodeFactory.instance.objectNode().put("step", step).put("message", message));
  }

  ObjectNode fill(Map<String, JsonNode> arguments) {
    return new Templates(values).fill(arguments);
  }

  /** Takes the promised items out of a result; those that the result does not hold are missing from the answer. */
  Set<ItemId> take(Set<ItemId> promised, StepBinding binding, JsonNode output) {
    Set<ItemId> produced = new HashSet<>();
    for (ItemId item : promised) {
      JsonNode value = Templates.at(output, binding.yields().getOrDefault(item.value(), ""));
      if (!value.isMissingNode()) {
        values.put(item.value(), value);
        produced.add(item);
      }
    }
    return produced;
  }
}
