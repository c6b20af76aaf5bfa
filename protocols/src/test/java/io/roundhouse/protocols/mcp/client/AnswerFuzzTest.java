package io.roundhouse.protocols.mcp.client;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.Strangers;
import io.roundhouse.protocols.WatchedVertx;
import io.roundhouse.runtime.ToolResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Answers of a server over HTTP, as JSON and as event streams: every call ends, with a result or a failure that says nothing about our
 * code, and the connection goes on.
 */
class AnswerFuzzTest {

  private static final int[] STATUSES = {200, 200, 200, 200, 202, 400, 401, 403, 404, 429, 500, 503};
  private static Vertx vertx;
  private static HttpServer server;
  private static McpConnection connection;
  private static volatile byte[] answer = new byte[0];

  @BeforeAll
  static void open() {
    vertx = WatchedVertx.create();
    server = await(vertx.createHttpServer().requestHandler(AnswerFuzzTest::serve).listen(0, "127.0.0.1"));
    connection = await(McpConnection.open(vertx, McpServer.of("far", McpTransport.Http.of("http://127.0.0.1:" + server.actualPort() + "/"))
        .withCallTimeout(Duration.ofMillis(300))
        .withBackoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1))), new SimpleMeterRegistry()));
  }

  @AfterAll
  static void close() {
    await(connection.close());
    await(server.close());
    await(vertx.close());
  }

  @FuzzTest
  void endsEveryCallWhateverTheServerSays(byte[] input) {
    answer = input;

    ToolResult result = await(Caller.start(connection, "far.echo"));

    if (result instanceof ToolResult.Failure failure) {
      assertThat(failure.message()).isNotBlank();
      Strangers.assertDiscreet(new String(input, StandardCharsets.UTF_8), failure.message());
    }
  }

  /** The first byte says status and type, the rest is the body, in which {@code ID} stands for the id of the request. */
  private static void serve(HttpServerRequest request) {
    request.body().onSuccess(body -> {
      JsonNode message = House.json(body.toString());
      String id = message.path("id").toString();
      String meta = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"resultType\":\"complete\",";
      switch (message.path("method").asText()) {
        case "server/discover" -> json(request, meta + "\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{}}}}");
        case "tools/list" -> json(request, meta + "\"tools\":[{\"name\":\"echo\",\"inputSchema\":{\"type\":\"object\"}}]}}");
        default -> raw(request, id);
      }
    });
  }

  private static void raw(HttpServerRequest request, String id) {
    byte[] bytes = answer;
    int choice = bytes.length == 0 ? 0 : bytes[0] & 0xff;
    String rest = new String(bytes, Math.min(1, bytes.length), Math.max(0, bytes.length - 1), StandardCharsets.ISO_8859_1);
    request.response()
        .setStatusCode(STATUSES[choice / 2 % STATUSES.length])
        .putHeader("Content-Type", choice % 2 == 0 ? "application/json" : "text/event-stream")
        .end(Buffer.buffer(rest.replace("ID", id).getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static void json(HttpServerRequest request, String text) {
    request.response().putHeader("Content-Type", "application/json").end(text);
  }
}
