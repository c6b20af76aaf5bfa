package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.EventStream;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.Replies;
import io.roundhouse.protocols.http.RpcMessage;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one POST: plain JSON if the response comes first and soon, otherwise an event stream that ends with the response.
 *
 * <p>Lives on the request's event loop; calls from other threads are handed over to it.
 */
final class PostReply implements Outlet {

  private final RoutingContext routing;
  private final McpOptions.Streams options;
  private final @Nullable McpSession session;
  private final ToIntFunction<ObjectNode> status;
  private final ContextInternal context;
  private final long patienceTimer;
  private @Nullable EventStream stream;
  private @Nullable Tape tape;
  private @Nullable Runnable gone;
  private long leaseTimer = -1;
  private boolean done;

  private PostReply(
      RoutingContext routing, McpOptions.Streams options, @Nullable McpSession session, ToIntFunction<ObjectNode> status) {
    this.routing = routing;
    this.options = options;
    this.session = session;
    this.status = status;
    this.context = (ContextInternal) routing.vertx().getOrCreateContext();
    this.patienceTimer = routing.vertx().setTimer(Math.max(1, options.patience().toMillis()), late -> {
      if (!done) {
        streamIfAllowed();
      }
    });
    routing.addEndHandler(ended -> left());
  }

  /** An answer within a session, which the client can come back for; called on the request's event loop. */
  static PostReply within(McpSession session, RoutingContext routing, McpOptions.Streams options) {
    return new PostReply(routing, options, session, message -> 200);
  }

  /** An answer whose status says what kind of error it is; called on the request's event loop. */
  static PostReply alone(RoutingContext routing, McpOptions.Streams options) {
    return new PostReply(routing, options, null, ModernError::status);
  }

  /** Calls this once if the client goes away before the answer is complete. */
  void onGone(Runnable action) {
    gone = action;
  }

  @Override
  public Future<Void> send(ObjectNode message) {
    onLoop(() -> sendHere(message));
    return Future.succeededFuture();
  }

  @Override
  public void fail(JsonNode id, Throwable failure) {
    if (failure instanceof Refusal refusal) {
      onLoop(() -> refuse(refusal));
    } else {
      send(RpcMessage.failure(id, Outlet.error(failure)));
    }
  }

  /** Answers with an error and this status, unless something was sent before. */
  void fail(JsonNode id, Throwable failure, int withStatus) {
    onLoop(() -> {
      if (!done && stream == null) {
        done();
        Replies.json(routing, withStatus, RpcMessage.failure(id, Outlet.error(failure)));
      }
    });
  }

  @Override
  public void close() {
    onLoop(() -> {
      if (!done) {
        done();
        if (streamIfAllowed() == null) {
          end();
        }
      }
    });
  }

  private void refuse(Refusal refusal) {
    if (!done && stream == null) {
      done();
      routing.fail(refusal);
    }
  }

  private void sendHere(ObjectNode message) {
    if (done) {
      return;
    }
    boolean last = !message.has("method");
    if (last) {
      done();
      if (stream == null) {
        Replies.json(routing, status.applyAsInt(message), message);
        return;
      }
    }
    Refusal refusal = streamIfAllowed();
    if (refusal == null) {
      write(message.toString());
      if (last) {
        end();
      }
    } else if (!isDispensable(message)) {
      Runnable action = gone;
      gone = null;
      refuse(refusal);
      if (action != null) {
        action.run();
      }
    }
  }

  private void write(String message) {
    if (tape != null) {
      tape.add(message);
    } else {
      stream().send(null, message);
    }
  }

  /** Whether the request can be answered without this message: how far the work is, and lines for a log. */
  private static boolean isDispensable(ObjectNode message) {
    String method = message.path("method").asText();
    return method.equals("notifications/progress") || method.equals("notifications/message");
  }

  /** Opens the stream; a client that may have no more streams waits for plain JSON. */
  private @Nullable Refusal streamIfAllowed() {
    try {
      stream();
      return null;
    } catch (Refusal tooMany) {
      return tooMany;
    }
  }

  private void end() {
    if (tape != null) {
      tape.end();
    } else {
      stream().close();
    }
  }

  private void done() {
    done = true;
    routing.vertx().cancelTimer(patienceTimer);
    routing.vertx().cancelTimer(leaseTimer);
  }

  private void left() {
    Runnable action = gone;
    gone = null;
    if (action != null && !done) {
      done();
      action.run();
    }
  }

  private EventStream stream() {
    EventStream open = stream;
    if (open == null) {
      open = EventStream.open(routing, options.keepAlive(), options.maxBytes());
      stream = open;
      if (session != null) {
        record(session, open);
      }
    }
    return open;
  }

  private void record(McpSession within, EventStream open) {
    Tape recording = within.tapes().begin();
    tape = recording;
    if (within.polls()) {
      open.prime(recording.eventId(0), McpSession.RETRY_MILLIS);
      if (!options.lease().isZero()) {
        leaseTimer = routing.vertx().setTimer(options.lease().toMillis(), due -> recording.release());
      }
    }
    recording.attach(open, 0);
  }

  private void onLoop(Runnable action) {
    if (context.inThread()) {
      action.run();
    } else {
      context.runOnContext(on -> action.run());
    }
  }
}
