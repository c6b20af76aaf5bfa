package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.mcp.client.oauth.OAuthClient;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server elsewhere over Streamable HTTP: a POST per message, and in a session one GET for what the server says unasked. */
final class HttpLink implements Link {

  private static final Logger LOG = LoggerFactory.getLogger(HttpLink.class);
  private static final int MAX_CONNECTIONS = 256;
  private static final long CLOSE_MILLIS = 2_000;

  private final Vertx vertx;
  private final Context context;
  private final String server;
  private final McpTransport.Http transport;
  private final @Nullable OAuthClient authorization;
  private final Events events;
  private final HttpClient client;
  private final Map<JsonNode, HttpExchange> exchanges = new HashMap<>();
  private @Nullable HttpListening listening;
  private @Nullable String session;
  private @Nullable String revision;
  private boolean over;

  HttpLink(
      Vertx vertx, Context context, McpServer server, McpTransport.Http transport, @Nullable OAuthClient authorization, Events events) {
    this.vertx = vertx;
    this.context = context;
    this.server = server.name();
    this.transport = transport;
    this.authorization = authorization;
    this.events = events;
    HttpClientOptions options = new HttpClientOptions()
        .setConnectTimeout((int) server.connectTimeout().toMillis())
        .setTcpNoDelay(true);
    this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(10_000));
  }

  @Override
  public void send(ObjectNode message, Map<String, String> headers) {
    JsonNode id = message.has("method") && message.has("id") ? message.get("id") : NullNode.instance;
    HttpExchange exchange = new HttpExchange(this, id, McpConnection.JSON.write(message), headers);
    if (!id.isNull()) {
      exchanges.put(id, exchange);
    }
    exchange.post();
  }

  @Override
  public boolean abandon(JsonNode id) {
    HttpExchange exchange = exchanges.remove(id);
    if (exchange == null) {
      return false;
    }
    exchange.abandon();
    return revision == null;
  }

  @Override
  public boolean hasHeaders() {
    return true;
  }

  @Override
  public void agreed(String newRevision) {
    revision = newRevision;
    listening = new HttpListening(this);
    listening.open();
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public Future<Void> close() {
    over = true;
    List.copyOf(exchanges.values()).forEach(HttpExchange::abandon);
    exchanges.clear();
    Future<?> goodbye = session == null
        ? Future.succeededFuture()
        : request(HttpMethod.DELETE, Map.of()).compose(HttpClientRequest::send);
    Future<?> late = vertx.timer(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    return Future.any(goodbye, late)
        .transform(done -> client.shutdown(1, TimeUnit.MILLISECONDS)).<Void>mapEmpty().otherwiseEmpty();
  }

  String server() {
    return server;
  }

  boolean isOver() {
    return over;
  }

  /** Whether streams may be taken up again: only in a session are their events kept. */
  boolean isResumable() {
    return revision != null;
  }

  boolean hasSession() {
    return session != null;
  }

  @Nullable OAuthClient authorization() {
    return authorization;
  }

  void session(String named) {
    session = named;
  }

  /** A request to the server, with everything that goes with each of them. */
  Future<HttpClientRequest> request(HttpMethod method, Map<String, String> headers) {
    Future<@Nullable String> bearer = authorization == null ? Future.succeededFuture() : authorization.header();
    return bearer.compose(header -> {
      RequestOptions options = new RequestOptions().setMethod(method).setAbsoluteURI(transport.url().toString());
      transport.headers().forEach(options::putHeader);
      headers.forEach(options::putHeader);
      if (header != null) {
        options.putHeader("Authorization", header);
      }
      if (session != null) {
        options.putHeader("Mcp-Session-Id", session);
      }
      if (revision != null) {
        options.putHeader("MCP-Protocol-Version", revision);
      }
      return client.request(options);
    });
  }

  /** Reads a stream of messages; {@code id} is the request they belong to, {@code onMessage} sees each of them first. */
  SseReader reader(HttpClientResponse response, @Nullable JsonNode id, Consumer<JsonNode> onMessage) {
    return new SseReader(data -> event(data, id, onMessage), () -> response.request().reset());
  }

  private void event(Buffer data, @Nullable JsonNode id, Consumer<JsonNode> onMessage) {
    if (data.length() == 0) {
      return;
    }
    JsonNode message;
    try {
      message = McpConnection.JSON.parse(data);
    } catch (Refusal e) {
      LOG.warn("server '{}' sent an event that is no message: {}", server, e.sentence());
      return;
    }
    onMessage.accept(message);
    events.message(message, id);
  }

  void answered(JsonNode id, JsonNode message) {
    exchanges.remove(id);
    events.message(message, id);
  }

  void forget(JsonNode id) {
    exchanges.remove(id);
  }

  void unanswered(JsonNode id, CallFault fault) {
    exchanges.remove(id);
    events.unanswered(id, fault);
  }

  void unreachable(JsonNode id) {
    unanswered(id, CallFault.notSent(FailureClass.OUTAGE, "server '" + server + "' cannot be reached"));
    lose("it cannot be reached", false);
  }

  void later(long millis, Runnable action) {
    if (millis <= 0) {
      context.runOnContext(on -> action.run());
    } else {
      vertx.setTimer(millis, due -> action.run());
    }
  }

  void lose(String why, boolean retryAtOnce) {
    if (!over) {
      over = true;
      context.runOnContext(on -> events.lost(why, retryAtOnce));
    }
  }

  static boolean isEvents(HttpClientResponse response) {
    String type = response.getHeader("Content-Type");
    return type != null && type.startsWith("text/event-stream");
  }
}
