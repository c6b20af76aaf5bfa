package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.http.EventStream;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.LogLevel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What one client has going on with us. Thread-safe. */
final class McpSession {

  /** How long a client should wait before it comes back. */
  static final long RETRY_MILLIS = 500;

  private static final int MOST_WATCHED = 1_000;
  private static final String FIRST_TO_POLL = "2025-11-25";

  private final SdkSessions.Session sdk;
  private final String caller;
  private final String owner;
  private final String revision;
  private final Abilities abilities;
  private final int maxCalls;
  private final SessionQuestions questions;
  private final Tapes tapes;
  private final Set<String> watched = ConcurrentHashMap.newKeySet();
  private final Map<JsonNode, Cancellation> calls = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Runnable> listening = new AtomicReference<>();
  private volatile Runnable end = () -> { };
  private volatile LogLevel logLevel = LogLevel.INFO;
  private volatile long lastUsed;

  McpSession(
      Vertx vertx, SdkSessions.Opened opened, JsonNode handshake, Principal owner, McpOptions options, long now) {
    this.owner = owner.name();
    this.sdk = opened.session();
    this.caller = Handshake.caller(handshake.path("clientInfo"));
    this.revision = opened.result().path("protocolVersion").asText("");
    this.abilities = Abilities.of(handshake.path("capabilities")).withoutTasks();
    this.maxCalls = options.sessions().mostCalls();
    this.questions = new SessionQuestions(vertx, options.sessions().questionTimeout());
    this.tapes = new Tapes(options.streams().maxBytes());
    this.lastUsed = now;
  }

  String id() {
    return sdk.id();
  }

  SdkSessions.Session sdk() {
    return sdk;
  }

  /** Who the client says it is, for the journal. */
  String caller() {
    return caller;
  }

  Abilities abilities() {
    return abilities;
  }

  /** Our requests to the client. */
  SessionQuestions questions() {
    return questions;
  }

  /** Answers that the client may come back for. */
  Tapes tapes() {
    return tapes;
  }

  /** Whether the session's revision lets the server send the client away and have it come back for the rest of an answer. */
  boolean polls() {
    return revision.compareTo(FIRST_TO_POLL) >= 0;
  }

  /** The least that the client wants in its log. */
  LogLevel logLevel() {
    return logLevel;
  }

  void logLevel(LogLevel least) {
    logLevel = least;
  }

  /** The resources that the client listens to. */
  Set<String> watched() {
    return Set.copyOf(watched);
  }

  /** Whether the client had not listened to it before. */
  boolean watch(String uri) {
    if (watched.size() >= MOST_WATCHED) {
      throw RpcFault.of(RpcError.SERVER, "This session listens to " + MOST_WATCHED + " resources, the most it may.");
    }
    return watched.add(uri);
  }

  /** Whether the client had listened to it. */
  boolean unwatch(String uri) {
    return watched.remove(uri);
  }

  /** The principal that opened the session, and the only one that may use it. */
  String owner() {
    return owner;
  }

  void touch(long now) {
    lastUsed = now;
  }

  boolean isIdle(long now, Duration longest) {
    return calls.isEmpty() && !tapes.standing().isAttended() && now - lastUsed >= longest.toNanos();
  }

  /** Enters a call, so that the client can cancel it by the id of its request. */
  Cancellation begin(JsonNode id) {
    if (calls.size() >= maxCalls) {
      throw RpcFault.of(RpcError.SERVER, "This session has " + maxCalls + " calls under way, the most it may have.");
    }
    Cancellation cancellation = new Cancellation();
    if (calls.putIfAbsent(id, cancellation) != null) {
      throw RpcFault.of(RpcError.INVALID_REQUEST, "A request with this 'id' is under way in this session.");
    }
    return cancellation;
  }

  void end(JsonNode id) {
    calls.remove(id);
  }

  /** Cancels the call of this request; does nothing if it has ended. */
  void cancel(JsonNode id, String reason) {
    Cancellation call = calls.get(id);
    if (call != null) {
      call.cancel(reason);
    }
  }

  /** Sends messages that answer no request to this outlet, and no longer to an earlier one. */
  Runnable listen(Outlet outlet) {
    Runnable stop = sdk.listen(outlet);
    Runnable earlier = listening.getAndSet(stop);
    if (earlier != null) {
      earlier.run();
    }
    return () -> {
      if (listening.compareAndSet(stop, null)) {
        stop.run();
      }
    };
  }

  /** Whether a tape is the one of messages that answer no request. */
  boolean isStanding(Tape tape) {
    return tape.equals(tapes.standing());
  }

  /**
   * Sends messages that answer no request to this stream, and no longer to an earlier one. They are kept from now on, so that a client
   * that lost its stream comes back for what it has missed.
   *
   * @param from the place that the client knows of; null to begin with what comes next
   */
  void listen(EventStream stream, Tapes.@Nullable Place from) {
    Tape standing = tapes.standing();
    if (listening.get() == null) {
      Runnable stop = sdk.listen(new TapeOutlet(standing));
      if (!listening.compareAndSet(null, stop)) {
        stop.run();
      }
    }
    standing.release();
    long after = from == null ? standing.last() : from.after();
    if (polls()) {
      stream.prime(standing.eventId(after), RETRY_MILLIS);
    }
    standing.attach(stream, after);
  }

  /** Calls this once when the session ends. */
  void onEnd(Runnable action) {
    end = action;
  }

  /** Ends everything the client has going on. */
  Future<Void> close(String reason) {
    calls.values().forEach(call -> call.cancel(reason));
    questions.close();
    hush();
    end.run();
    return sdk.close();
  }

  /** Ends the stream of messages that answer no request. */
  void hush() {
    Runnable stop = listening.getAndSet(null);
    if (stop != null) {
      stop.run();
    }
    tapes.standing().release();
  }
}
