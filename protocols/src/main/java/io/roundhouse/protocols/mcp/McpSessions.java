package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The open sessions: bounded in number, forgotten when idle. Thread-safe. */
final class McpSessions {

  private final Map<String, McpSession> sessions = new ConcurrentHashMap<>();
  private final McpOptions options;
  private final Vertx vertx;
  private final Consumer<McpSession> forget;
  private final LongSupplier nanoTime;

  /** Sessions within these limits; {@code forget} is told of each that ends. */
  McpSessions(Vertx vertx, McpOptions options, Consumer<McpSession> forget, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.options = options;
    this.forget = forget;
    this.nanoTime = nanoTime;
  }

  int size() {
    return sessions.size();
  }

  /** Refuses if no more sessions may be opened. */
  void requireRoom() {
    int most = options.sessions().most();
    if (sessions.size() >= most) {
      throw Refusal.of(503, "too-many-sessions", "All " + most + " sessions are in use; try again later.")
          .withHeader("Retry-After", "30");
    }
  }

  /** Keeps a session until it ends; {@code uncount} is called then. */
  McpSession add(SdkSessions.Opened opened, JsonNode handshake, Principal owner, Runnable uncount) {
    McpSession session = new McpSession(vertx, opened, handshake, owner, options, nanoTime.getAsLong());
    session.onEnd(uncount);
    sessions.put(session.id(), session);
    return session;
  }

  /** The session a request names; another's session is as unknown as one that never was. */
  McpSession require(@Nullable String id, Principal asks) {
    if (id == null) {
      throw Refusal.of(400, "session-required", "The header Mcp-Session-Id is missing; open a session with 'initialize' first.");
    }
    McpSession session = sessions.get(id);
    if (session == null || !session.owner().equals(asks.name())) {
      throw Refusal.of(404, "unknown-session", "This session does not exist or has ended; open a new one with 'initialize'.");
    }
    session.touch(nanoTime.getAsLong());
    return session;
  }

  Future<Void> remove(McpSession session, String reason) {
    if (!sessions.remove(session.id(), session)) {
      return Future.succeededFuture();
    }
    forget.accept(session);
    return session.close(reason);
  }

  void removeIdle() {
    long now = nanoTime.getAsLong();
    for (McpSession session : sessions.values()) {
      if (session.isIdle(now, options.sessions().idle())) {
        remove(session, "the session was idle for too long");
      }
    }
  }

  /** Ends all streams that answer no request; calls under way are left alone, for they may be durable. */
  void hushAll() {
    sessions.values().forEach(McpSession::hush);
  }
}
