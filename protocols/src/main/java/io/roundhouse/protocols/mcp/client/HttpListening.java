package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.node.NullNode;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stream on which the server of a session says what nobody asked for; opened anew whenever it ends, where it ended. A server that
 * has no such stream answers 405.
 */
final class HttpListening {

  private static final long AGAIN_MILLIS = 1_000;

  private final HttpLink link;
  private @Nullable String lastEventId;
  private long againMillis = AGAIN_MILLIS;
  private int breaks;

  HttpListening(HttpLink link) {
    this.link = link;
  }

  void open() {
    if (link.isOver()) {
      return;
    }
    Map<String, String> headers = new HashMap<>(Map.of("Accept", "text/event-stream"));
    if (lastEventId != null) {
      headers.put("Last-Event-ID", lastEventId);
    }
    link.request(HttpMethod.GET, headers)
        .onFailure(refused -> link.unreachable(NullNode.instance))
        .onSuccess(request -> request.send().onComplete(this::opened, broken -> link.lose("it closed the connection", false)));
  }

  private void opened(HttpClientResponse response) {
    if (response.statusCode() == 200 && HttpLink.isEvents(response)) {
      SseReader reader = link.reader(response, null, message -> breaks = 0);
      response.exceptionHandler(broken -> again(reader, breaks++ == 0 && reader.retryMillis() < 0 ? 0 : againMillis));
      response.handler(reader);
      response.endHandler(end -> again(reader, againMillis));
    } else if (response.statusCode() == 404 && link.hasSession()) {
      link.lose("the session has expired", true);
    } else {
      response.body();
    }
  }

  private void again(SseReader reader, long standard) {
    if (reader.lastEventId() != null) {
      lastEventId = reader.lastEventId();
    }
    if (reader.retryMillis() >= 0) {
      againMillis = reader.retryMillis();
    }
    link.later(reader.retryMillis() >= 0 ? againMillis : standard, this::open);
  }
}
