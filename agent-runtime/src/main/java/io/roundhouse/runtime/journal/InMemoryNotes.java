package io.roundhouse.runtime.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.Notes;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Documents that last as long as the process. Thread-safe. */
final class InMemoryNotes implements Notes {

  private final Map<String, TreeMap<String, JsonNode>> shelves = new HashMap<>();

  @Override
  public synchronized Future<Void> put(String shelf, String key, JsonNode document) {
    shelves.computeIfAbsent(shelf, name -> new TreeMap<>()).put(key, document.deepCopy());
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Optional<JsonNode>> get(String shelf, String key) {
    return Future.succeededFuture(Optional.ofNullable(shelf(shelf).get(key)).map(JsonNode::deepCopy));
  }

  @Override
  public synchronized Future<SortedMap<String, JsonNode>> list(String shelf, String prefix, int limit) {
    SortedMap<String, JsonNode> found = new TreeMap<>();
    for (Map.Entry<String, JsonNode> note : shelf(shelf).tailMap(prefix).entrySet()) {
      if (!note.getKey().startsWith(prefix) || found.size() == limit) {
        break;
      }
      found.put(note.getKey(), note.getValue().deepCopy());
    }
    return Future.succeededFuture(found);
  }

  @Override
  public synchronized Future<Boolean> remove(String shelf, String key) {
    return Future.succeededFuture(shelf(shelf).remove(key) != null);
  }

  private NavigableMap<String, JsonNode> shelf(String name) {
    return shelves.getOrDefault(name, new TreeMap<>());
  }
}
