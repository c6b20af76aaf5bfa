package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.RpcMessage;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.LogLevel;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One request of a client as the handlers see it, whatever revision it came in. Thread-safe. */
final class Exchange {

  private final JsonNode params;
  private final Principal principal;
  private final String caller;
  private final boolean modern;
  private final Abilities abilities;
  private final @Nullable LogLevel logLevel;
  private final Outlet outlet;
  private final Cancellation cancellation;
  private final AtomicReference<Double> progressed = new AtomicReference<>(Double.NEGATIVE_INFINITY);

  Exchange(
      JsonNode params,
      Principal principal,
      String caller,
      boolean modern,
      Abilities abilities,
      @Nullable LogLevel logLevel,
      Outlet outlet,
      Cancellation cancellation) {
    this.params = params;
    this.principal = principal;
    this.caller = caller;
    this.modern = modern;
    this.abilities = abilities;
    this.logLevel = logLevel;
    this.outlet = outlet;
    this.cancellation = cancellation;
  }

  /** The request's parameters; an empty object if there are none. */
  JsonNode params() {
    return params;
  }

  Principal principal() {
    return principal;
  }

  /** Who asks, for the journal: the principal if somebody checked it, otherwise what the client calls itself. */
  String caller() {
    return caller;
  }

  /** Whether the request is of a revision without sessions. */
  boolean modern() {
    return modern;
  }

  Abilities abilities() {
    return abilities;
  }

  /** Given when the client does not wait for the answer any more. */
  Cancellation cancellation() {
    return cancellation;
  }

  /** Whether the client wants to hear how the work goes on. */
  boolean isFollowed() {
    return logLevel != null || params.path("_meta").has("progressToken");
  }

  /** Tells the client how far the work is, if it wants to know and if it is farther than before. */
  void progress(double done, @Nullable Double total, @Nullable String message) {
    JsonNode token = params.path("_meta").path("progressToken");
    if ((!token.isTextual() && !token.isIntegralNumber()) || progressed.getAndAccumulate(done, Math::max) >= done) {
      return;
    }
    ObjectNode progress = JsonNodeFactory.instance.objectNode().put("progress", done);
    progress.set("progressToken", token);
    if (total != null) {
      progress.put("total", total);
    }
    if (message != null) {
      progress.put("message", message);
    }
    outlet.send(RpcMessage.notification("notifications/progress", progress));
  }

  /** Tells a client of the revisions that want to know that what its user was sent to an address for is done. */
  void completed(String url) {
    if (!modern) {
      outlet.send(RpcMessage.notification("notifications/elicitation/complete",
          JsonNodeFactory.instance.objectNode().put("elicitationId", Questions.elicitationId(url))));
    }
  }

  /** Writes to the client's log, if it wants lines of this level. */
  void log(LogLevel level, @Nullable String logger, JsonNode data) {
    if (logLevel == null || level.compareTo(logLevel) < 0) {
      return;
    }
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("level", level.name().toLowerCase(Locale.ROOT));
    if (logger != null) {
      line.put("logger", logger);
    }
    line.set("data", data);
    outlet.send(RpcMessage.notification("notifications/message", line));
  }

  /** The level of this name; null if there is none. */
  static @Nullable LogLevel level(String name) {
    for (LogLevel level : LogLevel.values()) {
      if (level.name().toLowerCase(Locale.ROOT).equals(name)) {
        return level;
      }
    }
    return null;
  }
}
