package io.roundhouse.server.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A mapping whose keys the program knows: the keys that were asked for. After the last question {@link #end} notes every key that
 * nobody asked for.
 */
final class Fields {

  private final Node owner;
  private final Map<String, Node> entries;
  private final TreeSet<String> known = new TreeSet<>();

  Fields(Node owner, Map<String, Node> entries) {
    this.owner = owner;
    this.entries = entries;
  }

  Node owner() {
    return owner;
  }

  boolean has(String key) {
    known.add(key);
    return entries.containsKey(key);
  }

  /** The value of a key, if the key is there; a key without a value is a mistake. */
  Optional<Node> optional(String key) {
    known.add(key);
    Node value = entries.get(key);
    if (value != null && value.isEmpty()) {
      value.problem(value.place() + " has no value", "give it one or remove the key");
      return Optional.empty();
    }
    return Optional.ofNullable(value);
  }

  /** The value of a key that has to be there. */
  Optional<Node> required(String key) {
    if (!has(key) && owner.isMapping()) {
      owner.problem(owner.place() + " has no '" + key + "'", "add it");
    }
    return optional(key);
  }

  /** The entries under a key whose own keys the author chooses; none if the key is not there. */
  Map<String, Node> named(String key) {
    return optional(key).map(Node::entries).orElse(Map.of());
  }

  /** The items under a key; none if the key is not there. */
  List<Node> listed(String key) {
    return optional(key).map(Node::items).orElse(List.of());
  }

  /** Notes the keys that nobody asked for. */
  void end() {
    entries.forEach((key, value) -> {
      if (!known.contains(key)) {
        owner.scope().problem(value.start(), "unknown key '" + key + "' in " + owner.place(),
            NearMiss.expectation(key, known, "expected no keys"));
      }
    });
  }
}
