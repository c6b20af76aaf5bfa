package io.roundhouse.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Small JSON documents that are kept beside the runs, for example where to notify somebody. Thread-safe; durable when the future
 * succeeds, if the journal is.
 */
public interface Notes {

  /** Keeps a document under a key of a shelf, in place of what was there. */
  Future<Void> put(String shelf, String key, JsonNode document);

  /** The document under a key. */
  Future<Optional<JsonNode>> get(String shelf, String key);

  /** The documents whose keys begin with {@code prefix}, by key; at most {@code limit}. */
  Future<SortedMap<String, JsonNode>> list(String shelf, String prefix, int limit);

  /** Forgets a document; says whether there was one. */
  Future<Boolean> remove(String shelf, String key);
}
