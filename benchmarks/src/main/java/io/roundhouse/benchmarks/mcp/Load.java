package io.roundhouse.benchmarks.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Loads on an {@link EchoServer} that need many connections at once, with revision 2026-07-28.
 *
 * <p>{@code slow PORT}: five rounds of 1,000 concurrent calls of a tool that takes two seconds, after one on
 * cold programs. {@code idle PORT}: 5,000 clients that listen for changes and hear none.
 */
public final class Load {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CALLS = 1_000;
  private static final int ROUNDS = 5;
  private static final int LISTENERS = 5_000;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final int port;

  private Load(int port) {
    this.port = port;
    this.client = vertx.createHttpClient(
        new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(LISTENERS + 10).setMaxWaitQueueSize(-1));
  }

  /** Runs one of the loads and prints what it measured. */
  public static void main(String[] arguments) throws Exception {
    Load load = new Load(Integer.parseInt(arguments[1]));
    if (arguments[0].equals("slow")) {
      load.slow();
    } else {
      load.idle();
    }
    load.vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private void slow() throws Exception {
    int failed = 0;
    long begin = System.nanoTime();
    for (int round = -1; round < ROUNDS; round++) {
      if (round == 0) {
        System.out.printf("the first %d calls, on cold programs: %.0f calls/s%n", CALLS, CALLS / ((System.nanoTime() - begin) / 1e9));
        begin = System.nanoTime();
      }
      List<Future<JsonNode>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(call("pause"));
      }
      Future.join(calls).transform(done -> Future.succeededFuture()).toCompletionStage().toCompletableFuture().get(10, TimeUnit.MINUTES);
      failed += (int) calls.stream().filter(call -> call.failed() || !call.result().at("/result/isError").isBoolean()).count();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    JsonNode used = used();
    System.out.printf("%d calls of 2 s, %d at once: %.0f calls/s, %d failed, at most %d threads in the server, %d MB heap%n",
        ROUNDS * CALLS, CALLS, ROUNDS * CALLS / seconds, failed, used.path("threads").asInt(), used.path("heapMegabytes").asInt());
  }

  private void idle() throws Exception {
    int before = used().path("heapMegabytes").asInt();
    List<Future<Void>> opened = new ArrayList<>();
    for (int i = 0; i < LISTENERS; i++) {
      opened.add(listen());
    }
    Future.all(opened).toCompletionStage().toCompletableFuture().get(5, TimeUnit.MINUTES);
    JsonNode used = used();
    System.out.printf("%d idle subscriptions: %d MB heap, %d MB before, at most %d threads%n",
        LISTENERS, used.path("heapMegabytes").asInt(), before, used.path("threads").asInt());
  }

  private JsonNode used() throws Exception {
    return call("load").toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS).at("/result/structuredContent");
  }

  private Future<JsonNode> call(String tool) {
    ObjectNode body = body("tools/call");
    ((ObjectNode) body.path("params")).put("name", tool).putObject("arguments");
    return send("tools/call", tool, body).compose(response -> response.body()).map(Load::read);
  }

  /** Succeeds with the first event of the stream, which stays open. */
  private Future<Void> listen() {
    ObjectNode body = body("subscriptions/listen");
    ((ObjectNode) body.path("params")).putObject("notifications").put("toolsListChanged", true);
    Promise<Void> acknowledged = Promise.promise();
    send("subscriptions/listen", "", body).onSuccess(response -> response.handler(event -> acknowledged.tryComplete()))
        .onFailure(acknowledged::tryFail);
    return acknowledged.future();
  }

  private Future<HttpClientResponse> send(String method, String name, ObjectNode body) {
    return client.request(HttpMethod.POST, port, "127.0.0.1", "/mcp").compose((HttpClientRequest request) -> request
        .putHeader("Content-Type", "application/json")
        .putHeader("Accept", "application/json, text/event-stream")
        .putHeader("MCP-Protocol-Version", "2026-07-28")
        .putHeader("Mcp-Method", method)
        .putHeader("Mcp-Name", name)
        .send(Buffer.buffer(body.toString())));
  }

  private static ObjectNode body(String method) {
    ObjectNode body = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    body.putObject("params").putObject("_meta").put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
        .putObject("io.modelcontextprotocol/clientCapabilities");
    return body;
  }

  /** The message of a JSON body or of the last event of a stream. */
  private static JsonNode read(Buffer body) {
    String text = body.toString();
    int data = text.lastIndexOf("data: ");
    try {
      return JSON.readTree(data < 0 ? text : text.substring(data + 6));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
