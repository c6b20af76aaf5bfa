package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.a2a.task.StreamEvent;
import io.roundhouse.protocols.a2a.task.TaskStream;
import io.roundhouse.protocols.http.EventStream;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Sends the streams of tasks as server-sent events. Thread-safe. */
final class SseOutlet {

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
  private static final int MOST_WAITING_BYTES = 1 << 20;

  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  /** Lets the task's events flow into the response, each in the shape that the binding gives it. */
  void flow(RoutingContext context, A2aService.Flow flow, UnaryOperator<JsonNode> shape) {
    EventStream events = EventStream.open(context, KEEP_ALIVE, MOST_WAITING_BYTES);
    open.add(events);
    Runnable stop = flow.into(new TaskStream() {
      @Override
      public void event(StreamEvent event) {
        StreamEvent.Place place = event.place();
        events.send(place == null ? null : place.toString(), shape.apply(event.json()).toString());
      }

      @Override
      public void end() {
        events.close();
      }
    });
    events.closed().onComplete(ended -> {
      open.remove(events);
      stop.run();
    });
  }

  void close() {
    open.forEach(EventStream::close);
  }
}
