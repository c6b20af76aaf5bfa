package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.EventStream;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.Replies;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one POST: plain JSON if the response comes first and soon, otherwise an event stream that ends with the response.
 *
 * <p>Lives on the request's event loop; calls from other threads are handed over to it.
 */
final class PostReply implements Outlet {

  private final RoutingContext routing;
  private final McpOptions options;
  private final ContextInternal context;
  private final long patienceTimer;
  private @Nullable EventStream stream;
  private boolean done;

  /** Begins to wait; called on the request's event loop. */
  PostReply(RoutingContext routing, McpOptions options) {
    this.routing = routing;
    this.options = options;
    this.context = (ContextInternal) routing.vertx().getOrCreateContext();
    this.patienceTimer = routing.vertx().setTimer(options.patience().toMillis(), late -> {
      if (!done) {
        stream();
      }
    });
  }

  @Override
  public Future<Void> send(ObjectNode message) {
    onLoop(() -> sendHere(message));
    return Future.succeededFuture();
  }

  @Override
  public void close() {
    onLoop(() -> {
      if (!done) {
        done();
        stream().close();
      }
    });
  }

  /** Refuses the request with an HTTP status of its own; only possible while nothing was sent. */
  void refuse(Refusal refusal) {
    onLoop(() -> {
      if (!done && stream == null) {
        done();
        routing.fail(refusal);
      }
    });
  }

  private void sendHere(ObjectNode message) {
    if (done) {
      return;
    }
    boolean last = !message.has("method");
    if (last) {
      done();
      if (stream == null) {
        Replies.json(routing, 200, message);
        return;
      }
    }
    stream().send(null, message.toString());
    if (last) {
      stream().close();
    }
  }

  private void done() {
    done = true;
    routing.vertx().cancelTimer(patienceTimer);
  }

  private EventStream stream() {
    EventStream open = stream;
    if (open == null) {
      open = EventStream.open(routing, options.keepAlive(), options.maxStreamBytes());
      stream = open;
    }
    return open;
  }

  private void onLoop(Runnable action) {
    if (context.inThread()) {
      action.run();
    } else {
      context.runOnContext(on -> action.run());
    }
  }
}
