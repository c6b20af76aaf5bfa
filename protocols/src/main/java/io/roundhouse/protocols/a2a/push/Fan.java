package io.roundhouse.protocols.a2a.push;

import io.roundhouse.protocols.a2a.task.StreamEvent;
import io.roundhouse.protocols.a2a.task.TaskStream;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Passes a task's events to its webhooks. The task itself, which comes first on a new stream, is news only if it has ended or waits for the
 * client. Thread-safe.
 */
final class Fan implements TaskStream {

  private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
  private final Runnable over;
  private StreamEvent.@Nullable Place reached;
  private Future<Void> begun = Future.succeededFuture();

  /** {@code over} is run when the stream ends. */
  Fan(Runnable over) {
    this.over = over;
  }

  /** Adds webhooks that are not among them yet, from here on or from where they were left. */
  synchronized Future<Void> add(Map<String, Delivery> found) {
    found.forEach(deliveries::putIfAbsent);
    StreamEvent.Place place = reached;
    return place == null ? Future.succeededFuture() : beginAt(place, found.values());
  }

  /** The earliest place where a webhook was left by an earlier process, to follow the task from; null if there is none. */
  synchronized StreamEvent.@Nullable Place leastReached() {
    reached = deliveries.values().stream().map(Delivery::reached).filter(Objects::nonNull).min(StreamEvent.Place::compareTo).orElse(null);
    StreamEvent.Place place = reached;
    if (place != null) {
      begun = beginAt(place, deliveries.values());
    }
    return place;
  }

  /** Succeeds when it is kept from where on the webhooks are told. */
  synchronized Future<Void> begun() {
    return begun;
  }

  synchronized void remove(String key) {
    Delivery delivery = deliveries.remove(key);
    if (delivery != null) {
      delivery.stop();
    }
  }

  @Override
  public synchronized void event(StreamEvent event) {
    StreamEvent.Place place = event.place();
    boolean first = reached == null && place != null;
    if (place != null) {
      reached = place;
    }
    if (first && place != null) {
      boolean news = event.json().at("/task/status/state").asText("").matches("TASK_STATE_(?!SUBMITTED|WORKING).*");
      begun = beginAt(news ? place.justBefore() : place, deliveries.values());
    }
    deliveries.values().forEach(delivery -> delivery.offer(event));
  }

  private static Future<Void> beginAt(StreamEvent.Place place, Collection<Delivery> some) {
    return Future.join(some.stream().map(delivery -> delivery.beginAt(place)).toList()).mapEmpty();
  }

  @Override
  public void end() {
    over.run();
  }
}
