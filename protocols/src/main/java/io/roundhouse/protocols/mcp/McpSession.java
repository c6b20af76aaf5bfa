package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.runtime.Cancellation;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What one client has going on with us. Thread-safe. */
final class McpSession {

  private final SdkSessions.Session sdk;
  private final String caller;
  private final String owner;
  private final int maxCalls;
  private final Map<JsonNode, Cancellation> calls = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Runnable> listening = new AtomicReference<>();
  private volatile long lastUsed;

  McpSession(SdkSessions.Session sdk, String caller, String owner, int maxCalls, long now) {
    this.sdk = sdk;
    this.caller = caller;
    this.owner = owner;
    this.maxCalls = maxCalls;
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

  /** The principal that opened the session, and the only one that may use it. */
  String owner() {
    return owner;
  }

  void touch(long now) {
    lastUsed = now;
  }

  boolean isIdle(long now, Duration longest) {
    return calls.isEmpty() && listening.get() == null && now - lastUsed >= longest.toNanos();
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

  /** Ends everything the client has going on. */
  Future<Void> close(String reason) {
    calls.values().forEach(call -> call.cancel(reason));
    hush();
    return sdk.close();
  }

  /** Ends the stream of messages that answer no request. */
  void hush() {
    Runnable stop = listening.getAndSet(null);
    if (stop != null) {
      stop.run();
    }
  }
}
