package io.roundhouse.protocols.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads request bodies up to a size and within a time. Immutable; safe to share. */
public final class BodyReader {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int MOST_FIELDS = 16;

  private final Vertx vertx;
  private final BoundedJson json;
  private final int maxBytes;
  private final Duration timeout;

  BodyReader(Vertx vertx, BoundedJson json, HttpOptions options) {
    this.vertx = vertx;
    this.json = json;
    this.maxBytes = options.maxBodyBytes();
    this.timeout = options.bodyTimeout();
  }

  /**
   * Reads the body as JSON; must be called before the request's handler returns.
   *
   * <p>The future fails with a {@link Refusal}: 413 if the body is too large, 415 if it does not claim to be JSON, 408 if it does not
   * arrive in time, 400 if it is not JSON.
   */
  public Future<JsonNode> json(RoutingContext context) {
    if (!Routes.mediaTypes(context, "Content-Type").equals(List.of("application/json"))) {
      return Future.failedFuture(Refusal.of(415, "unsupported-media-type", "The Content-Type must be application/json."));
    }
    return bytes(context).map(json::parse);
  }

  /**
   * The same for bodies of several media types.
   *
   * @param types the media types that are taken
   * @param optional whether no body at all stands for an empty object, whatever it claims to be
   */
  public Future<JsonNode> json(RoutingContext context, Set<String> types, boolean optional) {
    List<String> claimed = Routes.mediaTypes(context, "Content-Type");
    boolean known = claimed.size() == 1 && types.contains(claimed.getFirst());
    if (!known && !(optional && claimed.isEmpty())) {
      return Future.failedFuture(
          Refusal.of(415, "unsupported-media-type", "The Content-Type must be one of " + String.join(", ", new TreeSet<>(types)) + "."));
    }
    return bytes(context).map(body -> optional && body.length() == 0 ? JsonNodeFactory.instance.objectNode() : json.parse(body));
  }

  /**
   * Reads the body as the fields of a form ({@code application/x-www-form-urlencoded}), at most sixteen of them; the first value of a
   * field counts. Fails like {@link #json(RoutingContext)}.
   */
  public Future<Map<String, String>> form(RoutingContext context) {
    if (!Routes.mediaTypes(context, "Content-Type").equals(List.of(FORM))) {
      return Future.failedFuture(Refusal.of(415, "unsupported-media-type", "The Content-Type must be " + FORM + "."));
    }
    return bytes(context).map(body -> {
      Map<String, String> fields = new HashMap<>();
      try {
        new QueryStringDecoder(body.toString(StandardCharsets.UTF_8), StandardCharsets.UTF_8, false, MOST_FIELDS).parameters()
            .forEach((name, values) -> fields.put(name, values.getFirst()));
      } catch (IllegalArgumentException e) {
        throw Refusal.of(400, "bad-form", "The form has an escape sequence that cannot be read.");
      }
      return fields;
    });
  }

  private Future<Buffer> bytes(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (declaredLength(request) > maxBytes) {
      return Future.failedFuture(tooLarge());
    }
    Promise<Buffer> body = Promise.promise();
    Buffer collected = Buffer.buffer();
    long timer = vertx.setTimer(timeout.toMillis(), id -> body.tryFail(
        Refusal.of(408, "body-timeout", "The body did not arrive within " + timeout.toSeconds() + " seconds.")
            .withHeader("Connection", "close")));
    request.handler(chunk -> {
      if (collected.length() + chunk.length() > maxBytes) {
        body.tryFail(tooLarge());
      } else if (!body.future().isComplete()) {
        collected.appendBuffer(chunk);
      }
    });
    request.exceptionHandler(gone -> body.tryFail(Refusal.of(400, "body-incomplete", "The connection closed inside the body.")));
    request.endHandler(end -> body.tryComplete(collected));
    return body.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private Refusal tooLarge() {
    return Refusal.of(413, "body-too-large", "The body is larger than " + maxBytes + " bytes.").withHeader("Connection", "close");
  }

  private static long declaredLength(HttpServerRequest request) {
    String declared = request.getHeader("Content-Length");
    try {
      return declared == null ? 0 : Long.parseLong(declared);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
