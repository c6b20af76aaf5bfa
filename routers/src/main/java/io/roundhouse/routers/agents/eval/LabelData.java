package io.roundhouse.routers.agents.eval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Requests with any number of labels each: a list of objects with {@code text}, {@code intents}, {@code fold} and {@code domain}. This
 * is the format of NLU++. Immutable.
 */
record LabelData(String name, List<Request> requests) {

  /** One request. */
  record Request(String text, List<String> intents, String domain, String fold) {}

  static boolean isLabels(JsonNode root) {
    return root.isArray() && !root.isEmpty() && root.get(0).path("text").isTextual() && root.get(0).has("fold");
  }

  static LabelData of(String name, JsonNode root) {
    List<Request> requests = new ArrayList<>();
    for (JsonNode row : root) {
      List<String> intents = new ArrayList<>();
      row.path("intents").forEach(intent -> intents.add(intent.asText()));
      requests.add(new Request(row.path("text").asText(), intents, row.path("domain").asText("all"), row.path("fold").asText()));
    }
    return new LabelData(name, requests);
  }

  List<String> domains() {
    return List.copyOf(new TreeSet<>(requests.stream().map(Request::domain).toList()));
  }

  LabelData domain(String domain) {
    return new LabelData(name, requests.stream().filter(each -> each.domain().equals(domain)).toList());
  }

  List<String> folds() {
    return List.copyOf(new TreeSet<>(requests.stream().map(Request::fold).toList()));
  }

  List<String> intents() {
    TreeSet<String> intents = new TreeSet<>();
    requests.forEach(each -> intents.addAll(each.intents()));
    return List.copyOf(intents);
  }
}
