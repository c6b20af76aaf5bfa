package io.roundhouse.protocols;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.TimeUnit;

/** A Vert.x whose event loops are watched for blocking, once loading its classes no longer counts as that. */
public final class WatchedVertx {

  private static boolean warm;

  private WatchedVertx() {}

  public static synchronized Vertx create() {
    if (!warm) {
      warm = true;
      warmUp();
    }
    return Vertx.vertx(new VertxOptions()
        .setBlockedThreadCheckInterval(100)
        .setMaxEventLoopExecuteTime(2)
        .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));
  }

  /** One request through server and client: on a busy machine the first one loads classes for a second. */
  private static void warmUp() {
    Vertx vertx = Vertx.vertx(new VertxOptions().setBlockedThreadCheckInterval(60_000));
    // Held until the answer is there: a client that nobody holds is closed by the garbage collector.
    HttpClient client = vertx.createHttpClient();
    vertx.createHttpServer()
        .requestHandler(request -> request.response().end("warm"))
        .listen(0, "127.0.0.1")
        .compose(server -> client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/"))
        .compose(request -> request.send().compose(response -> response.body()))
        .toCompletionStage().toCompletableFuture().join();
    client.close().toCompletionStage().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
