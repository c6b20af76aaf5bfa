package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.runtime.Cancellation;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One life of a connection, from connecting to its loss. Confined to the connection's event loop, except where marked. */
final class Attempt implements Link.Events {

  /** Told when a life that had become ready ends. */
  @FunctionalInterface
  interface Loss {
    void lost(Attempt attempt, String why, boolean retryAtOnce);
  }

  private final Vertx vertx;
  private final Context context;
  private final McpServer server;
  private final Loss loss;
  private final Consumer<Attempt> toolsChanged;
  private final Promise<List<JsonNode>> opened = Promise.promise();
  private volatile @Nullable Link link;
  private volatile boolean ready;
  private @Nullable Peer peer;
  private @Nullable Future<Void> closing;
  private boolean over;

  Attempt(Vertx vertx, Context context, McpServer server, Loss loss, Consumer<Attempt> toolsChanged) {
    this.vertx = vertx;
    this.context = context;
    this.server = server;
    this.loss = loss;
    this.toolsChanged = toolsChanged;
  }

  /** Whether calls may be made; from any thread. */
  boolean isReady() {
    return ready;
  }

  /** The server's process; from any thread. */
  OptionalLong pid() {
    Link present = link;
    return present == null ? OptionalLong.empty() : present.pid();
  }

  /** Connects, greets, and lists the tools; on failure nothing is left behind. */
  Future<List<JsonNode>> open() {
    Duration timeout = server.connectTimeout();
    long timer = vertx.setTimer(timeout.toMillis(), late -> fail("it was not ready within " + timeout.toMillis() + " ms"));
    connect().compose(made -> {
      if (over) {
        return made.close().compose(done -> Future.failedFuture(new McpServerException("it was too late")));
      }
      link = made;
      Peer talk = new Peer(vertx, server.name(), made, () -> {
        if (ready) {
          toolsChanged.accept(this);
        }
      });
      peer = talk;
      return talk.open(timeout).compose(greeted -> talk.tools(timeout));
    }).onComplete(
        tools -> {
          ready = !over;
          opened.tryComplete(tools);
        },
        why -> fail(sentence(why)));
    return opened.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  Future<List<JsonNode>> tools() {
    return Objects.requireNonNull(peer).tools(server.connectTimeout());
  }

  Future<JsonNode> call(ObjectNode params, Duration timeout, Cancellation cancellation) {
    return Objects.requireNonNull(peer).request("tools/call", params, timeout, cancellation);
  }

  Future<Void> close(String why) {
    over = true;
    ready = false;
    if (peer != null) {
      peer.abandon(why);
    }
    opened.tryFail(exception(why));
    Link present = link;
    if (present != null && closing == null) {
      closing = present.close();
    }
    return closing == null ? Future.succeededFuture() : closing;
  }

  @Override
  public void message(JsonNode message) {
    if (peer != null && !over) {
      peer.message(message);
    }
  }

  @Override
  public void unanswered(JsonNode id, CallFault fault) {
    if (peer != null) {
      peer.unanswered(id, fault);
    }
  }

  @Override
  public void lost(String why, boolean retryAtOnce) {
    if (over) {
      return;
    }
    boolean wasReady = ready;
    close(why);
    if (wasReady) {
      loss.lost(this, why, retryAtOnce);
    }
  }

  private Future<Link> connect() {
    return switch (server.transport()) {
      case McpTransport.Stdio stdio -> StdioLink.start(vertx, context, server.name(), stdio, this);
      case McpTransport.Http http -> Future.succeededFuture(new HttpLink(vertx, context, server, http, this));
    };
  }

  private void fail(String why) {
    if (!over) {
      close(why);
    }
  }

  private McpServerException exception(String why) {
    return new McpServerException("cannot connect to MCP server '" + server.name() + "': " + why);
  }

  private String sentence(Throwable why) {
    String message = why.getMessage();
    if (message == null || !(why instanceof McpServerException || why instanceof CallFault || why instanceof RpcFault)) {
      return "its answer to the handshake cannot be read";
    }
    return why instanceof RpcFault
        ? "it refused the handshake: " + message
        : message.replace("server '" + server.name() + "' ", "it ");
  }
}
