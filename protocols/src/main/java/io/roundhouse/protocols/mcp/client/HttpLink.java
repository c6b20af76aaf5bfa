package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server elsewhere over Streamable HTTP: a POST per message, and one GET for what the server says unasked. */
final class HttpLink implements Link {

  private static final Logger LOG = LoggerFactory.getLogger(HttpLink.class);
  private static final int MAX_BODY_BYTES = 16 << 20;
  private static final int MAX_CONNECTIONS = 256;
  private static final long LISTEN_AGAIN_MILLIS = 1_000;
  private static final long CLOSE_MILLIS = 2_000;

  private final Vertx vertx;
  private final Context context;
  private final String server;
  private final McpTransport.Http transport;
  private final Events events;
  private final HttpClient client;
  private @Nullable String session;
  private @Nullable String revision;
  private boolean over;

  HttpLink(Vertx vertx, Context context, McpServer server, McpTransport.Http transport, Events events) {
    this.vertx = vertx;
    this.context = context;
    this.server = server.name();
    this.transport = transport;
    this.events = events;
    HttpClientOptions options = new HttpClientOptions()
        .setConnectTimeout((int) server.connectTimeout().toMillis())
        .setTcpNoDelay(true);
    this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(10_000));
  }

  @Override
  public void send(ObjectNode message) {
    JsonNode id = message.has("method") && message.has("id") ? message.get("id") : NullNode.instance;
    client.request(options(HttpMethod.POST).putHeader("Content-Type", "application/json").putHeader(
            "Accept", "application/json, text/event-stream"))
        .onFailure(refused -> unreachable(id))
        .onSuccess(request -> request.send(McpConnection.JSON.write(message)).onComplete(
            response -> received(response, id),
            broken -> {
              events.unanswered(id, CallFault.maybeSent(
                  FailureClass.OUTAGE, "server '" + server + "' closed the connection before it answered"));
              lose("it closed the connection", false);
            }));
  }

  @Override
  public void agreed(String newRevision) {
    revision = newRevision;
    listen();
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public Future<Void> close() {
    over = true;
    Future<?> goodbye = session == null
        ? Future.succeededFuture()
        : client.request(options(HttpMethod.DELETE).setTimeout(CLOSE_MILLIS)).compose(request -> request.send());
    return goodbye.transform(done -> client.shutdown(1, TimeUnit.MILLISECONDS)).<Void>mapEmpty().otherwiseEmpty();
  }

  private RequestOptions options(HttpMethod method) {
    RequestOptions options = new RequestOptions().setMethod(method).setAbsoluteURI(transport.url().toString());
    transport.headers().forEach(options::putHeader);
    if (session != null) {
      options.putHeader("Mcp-Session-Id", session);
    }
    if (revision != null) {
      options.putHeader("MCP-Protocol-Version", revision);
    }
    return options;
  }

  private void received(HttpClientResponse response, JsonNode id) {
    String named = response.getHeader("Mcp-Session-Id");
    if (named != null) {
      session = named;
    }
    response.exceptionHandler(broken -> {
      events.unanswered(id, CallFault.maybeSent(FailureClass.OUTAGE, "server '" + server + "' broke off its answer"));
      lose("it broke off an answer", false);
    });
    int status = response.statusCode();
    if (status == 200 && isEvents(response)) {
      response.handler(reader(response));
      response.endHandler(end -> events.unanswered(id, CallFault.maybeSent(
          FailureClass.OUTAGE, "server '" + server + "' ended its stream without an answer")));
    } else if (status == 404 && session != null) {
      response.body();
      events.unanswered(id, CallFault.notSent(FailureClass.OUTAGE, "the session with server '" + server + "' has expired"));
      lose("the session has expired", true);
    } else {
      body(response).onSuccess(body -> whole(response, id, body));
    }
  }

  private void whole(HttpClientResponse response, JsonNode id, Buffer body) {
    int status = response.statusCode();
    if (status == 202 || status == 204) {
      return;
    }
    try {
      JsonNode json = McpConnection.JSON.parse(body);
      if (json.path("id").equals(id) || status == 200) {
        events.message(json);
      } else if (json.path("error").path("message").isTextual()) {
        events.unanswered(id, HttpFaults.of(server, response, json.path("error").path("message").textValue()));
      }
    } catch (Refusal e) {
      LOG.debug("server '{}' sent a body that is not JSON with status {}", server, status);
    }
    events.unanswered(id, HttpFaults.of(server, response, "HTTP status " + status));
  }

  private Future<Buffer> body(HttpClientResponse response) {
    Buffer collected = Buffer.buffer();
    response.handler(chunk -> {
      if (collected.length() + chunk.length() > MAX_BODY_BYTES) {
        response.request().reset();
      } else {
        collected.appendBuffer(chunk);
      }
    });
    return response.end().map(end -> collected);
  }

  /** Opens the stream for what the server says unasked; a server that has none answers 405. */
  private void listen() {
    if (over) {
      return;
    }
    client.request(options(HttpMethod.GET).putHeader("Accept", "text/event-stream"))
        .onFailure(refused -> unreachable(NullNode.instance))
        .onSuccess(request -> request.send().onComplete(this::listening, broken -> lose("it closed the connection", false)));
  }

  private void listening(HttpClientResponse response) {
    if (response.statusCode() == 200 && isEvents(response)) {
      response.exceptionHandler(broken -> lose("it broke off its stream", false));
      response.handler(reader(response));
      response.endHandler(end -> vertx.setTimer(LISTEN_AGAIN_MILLIS, due -> listen()));
    } else if (response.statusCode() == 404 && session != null) {
      lose("the session has expired", true);
    } else {
      response.body();
    }
  }

  private SseReader reader(HttpClientResponse response) {
    return new SseReader(this::event, () -> response.request().reset());
  }

  private void event(Buffer data) {
    try {
      events.message(McpConnection.JSON.parse(data));
    } catch (Refusal e) {
      LOG.warn("server '{}' sent an event that is no message: {}", server, e.sentence());
    }
  }

  private void unreachable(JsonNode id) {
    events.unanswered(id, CallFault.notSent(FailureClass.OUTAGE, "server '" + server + "' cannot be reached"));
    lose("it cannot be reached", false);
  }

  private void lose(String why, boolean retryAtOnce) {
    if (!over) {
      over = true;
      context.runOnContext(on -> events.lost(why, retryAtOnce));
    }
  }

  private static boolean isEvents(HttpClientResponse response) {
    String type = response.getHeader("Content-Type");
    return type != null && type.startsWith("text/event-stream");
  }
}
