package io.roundhouse.benchmarks.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The limit on this machine: Vert.x and Jackson read the same message and write the same answer, and check and keep nothing. */
public final class BareServer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private BareServer() {}

  /** Starts on a free port and prints its address. */
  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    List<HttpServer> servers = new CopyOnWriteArrayList<>();
    DeploymentOptions perLoop = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    vertx.deployVerticle(() -> new VerticleBase() {
      @Override
      public Future<?> start() {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true)).requestHandler(BareServer::answer);
        servers.add(server);
        return server.listen(-1, "127.0.0.1");
      }
    }, perLoop).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    System.out.println("http://127.0.0.1:" + servers.getFirst().actualPort() + "/");
  }

  private static void answer(HttpServerRequest request) {
    request.body().onSuccess(body -> request.response().putHeader("Content-Type", "application/json").end(answer(body)));
  }

  private static Buffer answer(Buffer body) {
    try {
      JsonNode message = JSON.readTree(body.getBytes());
      ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
      answer.set("id", message.get("id"));
      ObjectNode said = answer.putObject("result").putObject("message")
          .put("messageId", UUID.randomUUID().toString()).put("contextId", UUID.randomUUID().toString()).put("role", "ROLE_AGENT");
      said.set("parts", message.path("params").path("message").path("parts"));
      return Buffer.buffer(JSON.writeValueAsBytes(answer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
