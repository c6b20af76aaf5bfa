package io.roundhouse.protocols.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Writes whole responses. */
public final class Replies {

  private static final BoundedJson JSON = new BoundedJson(1_000);
  private static final String TYPE = "application/json";

  private Replies() {}

  /** Answers with JSON. */
  public static void json(RoutingContext context, int status, JsonNode body) {
    bytes(context, status, TYPE, JSON.write(body));
  }

  /** Answers with bytes of a type. */
  public static void bytes(RoutingContext context, int status, String type, Buffer body) {
    HttpServerResponse response = context.response();
    if (!response.ended() && !response.closed()) {
      response.setStatusCode(status).putHeader("Content-Type", type).end(body);
    }
  }

  /** Answers with a refusal in the format of the path. */
  static void refusal(RoutingContext context, Refusal refusal) {
    HttpServerResponse response = context.response();
    if (response.headWritten()) {
      response.reset();
      return;
    }
    refusal.headers().forEach(response::putHeader);
    Gate.completeChallenge(context);
    ErrorFormat format = context.get(Routes.FORMAT_KEY, ErrorFormat.PLAIN);
    json(context, refusal.status(), format.body(refusal));
  }
}
