package io.roundhouse.benchmarks.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** The limit on this machine: Vert.x and Jackson read the same JSON-RPC and write the same answer, and check nothing. */
public final class BareServer extends AbstractVerticle {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port;

  private BareServer(int port) {
    this.port = port;
  }

  /** Starts; the argument is the port. */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    Vertx vertx = Vertx.vertx();
    DeploymentOptions perLoop = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    vertx.deployVerticle(() -> new BareServer(port), perLoop).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    System.out.println(port);
  }

  @Override
  public void start(Promise<Void> started) {
    vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
        .requestHandler(BareServer::answer)
        .listen(port, "127.0.0.1")
        .<Void>mapEmpty()
        .onComplete(started);
  }

  private static void answer(HttpServerRequest request) {
    request.body().onSuccess(body -> request.response().putHeader("Content-Type", "application/json").end(answer(body)));
  }

  private static Buffer answer(Buffer body) {
    try {
      JsonNode message = JSON.readTree(body.getBytes());
      JsonNode arguments = message.path("params").path("arguments");
      ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
      answer.set("id", message.get("id"));
      ObjectNode result = answer.putObject("result");
      result.putArray("content").addObject().put("type", "text").put("text", arguments.toString());
      result.set("structuredContent", arguments);
      result.put("isError", false);
      return Buffer.buffer(JSON.writeValueAsBytes(answer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
