package io.roundhouse.protocols.a2a.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.protocols.a2a.task.StreamEvent;
import io.roundhouse.runtime.Notes;
import io.vertx.core.Future;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each webhook has been told of its task, kept in the journal's notes until it has been told of the end, so that a process that was
 * killed leaves nothing unsaid. Thread-safe.
 */
final class Progress {

  private static final String SHELF = "a2a-push-progress";
  private static final String AFTER = "after";
  private static final int MOST = 100_000;
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  private final Notes notes;

  Progress(Notes notes) {
    this.notes = notes;
  }

  /** The webhook was told of everything up to this place; never fails. */
  Future<Void> reached(String key, StreamEvent.Place place) {
    return quietly(notes.put(SHELF, key, JsonNodeFactory.instance.objectNode().put(AFTER, place.toString())), key);
  }

  /** The webhook is told no more; never fails. */
  Future<Void> over(String key) {
    return quietly(notes.remove(SHELF, key), key);
  }

  /** The webhooks of a task that are to be told more, by key. */
  Future<SortedMap<String, JsonNode>> of(String task) {
    return notes.list(SHELF, task + "/", MOST);
  }

  /** All webhooks that are to be told more, by key. */
  Future<SortedMap<String, JsonNode>> all() {
    return notes.list(SHELF, "", MOST);
  }

  /** The place in a document of this shelf. */
  static StreamEvent.@Nullable Place place(@Nullable JsonNode document) {
    return document == null ? null : StreamEvent.Place.parse(document.path(AFTER).asText(""));
  }

  private static Future<Void> quietly(Future<?> written, String key) {
    return written.<Void>mapEmpty().recover(broken -> {
      LOG.warn("how far webhook {} was told could not be kept; it may be told something again", key, broken);
      return Future.succeededFuture();
    });
  }
}
