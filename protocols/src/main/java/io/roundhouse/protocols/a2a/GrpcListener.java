package io.roundhouse.protocols.a2a;

import io.roundhouse.protocols.http.Tls;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The port of the gRPC binding, shared by several event loops. Thread-safe. */
final class GrpcListener {

  private static final long LARGEST_MESSAGE = 1 << 20;
  /** To Vert.x, a negative port is one free port for all that ask for the same number; the HTTP front asks for another one. */
  private static final int SHARED_FREE_PORT = -2;

  private final Vertx vertx;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

  GrpcListener(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Listens; the future gives the port. */
  Future<Integer> start(A2aOptions.GrpcAddress address, @Nullable Tls tls, GrpcBinding binding) {
    int loops = Runtime.getRuntime().availableProcessors();
    return vertx.deployVerticle(() -> new VerticleBase() {
      @Override
      public Future<?> start() {
        GrpcServer calls = GrpcServer.server(vertx, new GrpcServerOptions().setMaxMessageSize(LARGEST_MESSAGE));
        calls.callHandler((io.vertx.grpc.server.GrpcServerRequest<Buffer, Buffer> request) -> binding.handle(request));
        HttpServerOptions http = new HttpServerOptions().setTcpNoDelay(true);
        if (tls != null) {
          tls.applyTo(http.setUseAlpn(true));
        }
        HttpServer server = vertx.createHttpServer(http).requestHandler(calls);
        servers.add(server);
        return server.listen(address.port() == 0 ? SHARED_FREE_PORT : address.port(), address.host());
      }
    }, new DeploymentOptions().setInstances(loops)).map(deployed -> servers.getFirst().actualPort());
  }

  Future<Void> close() {
    return Future.join(servers.stream().map(HttpServer::close).toList()).mapEmpty();
  }
}
