package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.mcp.client.oauth.OAuthClient;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.CatalogException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of a connection, from connecting to its loss. Confined to the connection's event loop, except where marked. */
final class Attempt implements Link.Events {

  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  /** Told when a life that had become ready ends. */
  @FunctionalInterface
  interface Loss {
    void lost(Attempt attempt, String why, boolean retryAtOnce);
  }

  private final Vertx vertx;
  private final Context context;
  private final McpServer server;
  private final Era era;
  private final Conversation standing;
  private final @Nullable OAuthClient authorization;
  private final Loss loss;
  private final News news;
  private final Announcements announcements;
  private final Promise<Listing> opened = Promise.promise();
  private Map<String, ParamHeaders> headers = Map.of();
  private volatile @Nullable Link link;
  private volatile @Nullable Agreement agreement;
  private volatile boolean ready;
  private @Nullable Peer peer;
  private @Nullable Future<Void> closing;
  private boolean over;

  Attempt(Vertx vertx, Context context, McpServer server, Era era, Conversation standing, @Nullable OAuthClient authorization,
      Loss loss, News news, Set<String> followed) {
    this.vertx = vertx;
    this.context = context;
    this.server = server;
    this.era = era;
    this.standing = standing;
    this.authorization = authorization;
    this.loss = loss;
    this.news = news;
    this.announcements = new Announcements(vertx, server, this, news, followed);
  }

  /** Whether calls may be made; from any thread. */
  boolean isReady() {
    return ready;
  }

  /** Whether this life has ended. */
  boolean isOver() {
    return over;
  }

  /** The server's process; from any thread. */
  OptionalLong pid() {
    Link present = link;
    return present == null ? OptionalLong.empty() : present.pid();
  }

  /** What the two sides speak; from any thread. */
  Optional<Agreement> agreement() {
    return Optional.ofNullable(agreement);
  }

  /** Connects, greets, and lists the tools; on failure nothing is left behind. */
  Future<Listing> open() {
    Duration timeout = server.connectTimeout();
    long timer = vertx.setTimer(timeout.toMillis(), late -> fail("it was not ready within " + timeout.toMillis() + " ms"));
    connect().compose(made -> {
      if (over) {
        return made.close().compose(done -> Future.failedFuture(new McpServerException("it was too late")));
      }
      link = made;
      Peer talk = new Peer(vertx, server.name(), made, new Dialect.Session(), standing, announcements::heard);
      peer = talk;
      return new Greeting(talk, made, server.inputs().capabilities(), timeout).open(era).compose(agreed -> {
        agreement = agreed;
        return tools();
      });
    }).onComplete(
        tools -> {
          ready = !over;
          opened.tryComplete(tools);
          if (!over) {
            announcements.begin(Objects.requireNonNull(peer), Objects.requireNonNull(agreement));
          }
        },
        why -> fail(sentence(why)));
    return opened.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  Future<Listing> tools() {
    return Listing.of(Objects.requireNonNull(peer), server.connectTimeout()).map(this::usable);
  }

  /** What the server lists besides tools; nothing if it has none of these. */
  Future<Listing> list(String kind, String member, String method) {
    Agreement agreed = agreement;
    return agreed == null || !agreed.offers(kind)
        ? Future.succeededFuture(new Listing(List.of(), Duration.ZERO))
        : Listing.of(Objects.requireNonNull(peer), member, method, server.connectTimeout());
  }

  /** Asks for something that nobody is asked back about. */
  Future<JsonNode> ask(String method, ObjectNode params) {
    Ask ask = Ask.of(method, params, server.callTimeout());
    Peer talk = Objects.requireNonNull(peer);
    return isModern() ? new Rounds(talk, ask).begin() : talk.request(ask);
  }

  /** Hears of changes of this resource from now on, or no longer. */
  void follow(String uri, boolean on) {
    Agreement agreed = agreement;
    Peer talk = peer;
    if (!over && talk != null && agreed != null) {
      announcements.follow(talk, agreed, uri, on);
    }
  }

  Future<JsonNode> call(ObjectNode params, Duration timeout, Cancellation cancellation, Conversation conversation) {
    return callOnce(params, timeout, cancellation, conversation).recover(why -> Greeting.isMismatch(why)
        ? tools().compose(again -> {
          news.toolsChanged(this);
          return callOnce(params, timeout, cancellation, conversation);
        })
        : Future.failedFuture(why));
  }

  private Future<JsonNode> callOnce(ObjectNode params, Duration timeout, Cancellation cancellation, Conversation conversation) {
    ParamHeaders mirrored = headers.get(params.path("name").asText());
    Map<String, String> values = mirrored == null ? Map.of() : mirrored.values(params.path("arguments"));
    Ask ask = new Ask("tools/call", params, values, timeout, cancellation, conversation);
    Peer talk = Objects.requireNonNull(peer);
    return isModern() ? new Rounds(talk, ask).begin() : talk.request(ask);
  }

  /** Without sessions and over HTTP, a tool whose marks for headers break the rules is no tool for us. */
  private Listing usable(Listing listing) {
    Link present = link;
    if (!isModern() || present == null || !present.hasHeaders()) {
      return listing;
    }
    List<JsonNode> usable = new ArrayList<>();
    Map<String, ParamHeaders> marks = new HashMap<>();
    for (JsonNode tool : listing.tools()) {
      String name = tool.path("name").asText();
      try {
        marks.put(name, ParamHeaders.of(tool.path("inputSchema")));
        usable.add(tool);
      } catch (CatalogException e) {
        LOG.warn("tool '{}' of server '{}' is left out: {}", name, server.name(), e.getMessage());
      }
    }
    headers = marks;
    return new Listing(usable, listing.fresh());
  }

  private boolean isModern() {
    Agreement agreed = agreement;
    return agreed != null && agreed.isModern();
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
  public void message(JsonNode message, @Nullable JsonNode within) {
    if (peer != null && !over) {
      peer.message(message, within);
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
      case McpTransport.Http http -> Future.succeededFuture(new HttpLink(vertx, context, server, http, authorization, this));
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
