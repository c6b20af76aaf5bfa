package io.roundhouse.protocols.http;

import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One event loop that accepts connections; several share a port. */
final class Listener extends VerticleBase {

  private static final BoundedJson JSON = new BoundedJson(64);

  /** To Vert.x, a negative port is one free port for all instances of a deployment. */
  private static final int SHARED_FREE_PORT = -1;

  private final Router router;
  private final HttpOptions options;
  private volatile @Nullable HttpServer server;

  Listener(Router router, HttpOptions options) {
    this.router = router;
    this.options = options;
  }

  @Override
  public Future<?> start() {
    HttpServerOptions http = new HttpServerOptions()
        .setMaxHeaderSize(options.maxHeaderBytes())
        .setMaxInitialLineLength(options.maxHeaderBytes())
        .setHttp2ClearTextEnabled(false)
        .setTcpNoDelay(true);
    Tls tls = options.tls();
    if (tls != null) {
      tls.applyTo(http);
    }
    HttpServer created = vertx.createHttpServer(http)
        .requestHandler(this::route)
        .invalidRequestHandler(Listener::unreadable);
    server = created;
    return created.listen(options.port() == 0 ? SHARED_FREE_PORT : options.port(), options.host());
  }

  int port() {
    return Objects.requireNonNull(server).actualPort();
  }

  Future<Void> drain(Duration grace) {
    HttpServer listening = server;
    return listening == null ? Future.succeededFuture() : listening.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The router itself fails on paths that do not begin with a slash, as in {@code OPTIONS *}, and on hosts that it cannot read. */
  private void route(HttpServerRequest request) {
    String path = request.path();
    if (path != null && path.startsWith("/") && request.authority() != null) {
      router.handle(request);
    } else {
      unreadable(request);
    }
  }

  private static void unreadable(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Refusal refusal = cause instanceof TooLongFrameException
        ? Refusal.of(431, "headers-too-large", "The request line or the headers are too long.")
        : Refusal.of(400, "bad-request", "The request line or a header cannot be read.");
    request.response()
        .setStatusCode(refusal.status())
        .putHeader("Content-Type", "application/json")
        .putHeader("Connection", "close")
        .end(JSON.write(ErrorFormat.PLAIN.body(refusal)));
    request.connection().close();
  }
}
