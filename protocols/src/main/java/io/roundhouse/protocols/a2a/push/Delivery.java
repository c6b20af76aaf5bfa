package io.roundhouse.protocols.a2a.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.a2a.task.StreamEvent;
import io.roundhouse.runtime.Notes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notifications to one webhook, one after the other. What cannot be delivered is put away with the reason, and the next one is tried.
 * How far it got is kept, so that the next process goes on from there. Thread-safe.
 */
final class Delivery {

  /** The shelf of the journal's notes where undeliverable notifications are kept. */
  static final String DEAD_LETTERS = "a2a-dead-letter";

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final int MOST_QUEUED = 256;

  private final Vertx vertx;
  private final Webhooks webhooks;
  private final Notes notes;
  private final PushOptions options;
  private final String key;
  private final JsonNode config;
  private final Progress progress;
  private final Deque<StreamEvent> queue = new ArrayDeque<>();
  private @Nullable Promise<Void> idle;
  private boolean busy;
  private boolean stopped;
  private StreamEvent.@Nullable Place offered;

  /** {@code after} is the place up to which the webhook was told by an earlier process; null for a new one. */
  Delivery(Vertx vertx, Webhooks webhooks, Notes notes, PushOptions options, String key, JsonNode config,
      StreamEvent.@Nullable Place after) {
    this.vertx = vertx;
    this.webhooks = webhooks;
    this.notes = notes;
    this.options = options;
    this.key = key;
    this.config = config;
    this.progress = new Progress(notes);
    this.offered = after;
  }

  /** The place up to which events were taken; null if that is open yet. */
  synchronized StreamEvent.@Nullable Place reached() {
    return offered;
  }

  /** From here on the webhook is told; what came before is not its business. Changes nothing if the place is known already. */
  Future<Void> beginAt(StreamEvent.Place place) {
    synchronized (this) {
      if (offered != null) {
        return Future.succeededFuture();
      }
      offered = place;
    }
    return progress.reached(key, place);
  }

  /** Queues an event; one that the webhook was told of already is left out. */
  void offer(StreamEvent event) {
    boolean full;
    synchronized (this) {
      StreamEvent.Place place = event.place();
      if (place != null && offered != null && place.compareTo(offered) <= 0) {
        return;
      }
      offered = place == null ? offered : place;
      full = queue.size() >= MOST_QUEUED;
      if (!full && !stopped) {
        queue.add(event);
      }
    }
    if (full) {
      bury(event, 0, "the webhook is " + MOST_QUEUED + " notifications behind");
    }
    next();
  }

  /** Succeeds when nothing is left to deliver. */
  synchronized Future<Void> drained() {
    if (!busy && queue.isEmpty()) {
      return Future.succeededFuture();
    }
    if (idle == null) {
      idle = Promise.promise();
    }
    return idle.future();
  }

  /** Forgets what is queued; what is on its way arrives or not. */
  synchronized void stop() {
    stopped = true;
    queue.clear();
  }

  private void next() {
    StreamEvent event;
    synchronized (this) {
      if (busy) {
        return;
      }
      event = queue.poll();
      if (event == null) {
        Promise<Void> waiting = idle;
        idle = null;
        if (waiting != null) {
          waiting.complete();
        }
        return;
      }
      busy = true;
    }
    attempt(event, 1);
  }

  private void attempt(StreamEvent event, int attempt) {
    webhooks.send(config, event.json()).onComplete(sent -> done(event), failure -> {
      boolean again = WebhookException.isWorthRetrying(failure) && attempt < options.attempts() && !isStopped();
      if (again) {
        Duration wait = options.backoff().multipliedBy(1L << Math.min(attempt - 1, 10));
        vertx.setTimer(Math.max(1, wait.toMillis()), due -> attempt(event, attempt + 1));
      } else {
        bury(event, attempt, WebhookException.sentence(failure));
        done(event);
      }
    });
  }

  private void done(StreamEvent event) {
    StreamEvent.Place place = event.place();
    Future<Void> kept = isStopped() ? Future.succeededFuture() : event.endsTask() ? progress.over(key)
        : place == null ? Future.succeededFuture() : progress.reached(key, place);
    kept.onComplete(done -> {
      synchronized (this) {
        busy = false;
      }
      next();
    });
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private void bury(StreamEvent event, int attempts, String reason) {
    LOG.warn("a notification of task webhook {} was not delivered after {} attempts: {}", key, attempts, reason);
    ObjectNode letter = JsonNodeFactory.instance.objectNode()
        .put("webhook", key).put("url", config.path("url").asText("")).put("reason", reason).put("attempts", attempts)
        .put("at", Instant.now().toString());
    letter.set("event", event.json());
    notes.put(DEAD_LETTERS, key + "/" + UUID.randomUUID(), letter)
        .onFailure(broken -> LOG.warn("an undeliverable notification could not be kept", broken));
  }
}
