package io.roundhouse.protocols.http;

import static io.roundhouse.runtime.testing.Await.await;
import static io.roundhouse.runtime.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.WatchedVertx;
import io.roundhouse.protocols.Wire;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the front does for any endpoint: faults, slow bodies, slow readers, and its own end. */
class DrainIT {

  private final Vertx vertx = WatchedVertx.create();
  private final AgentRuntime runtime = RuntimeBuilder.on(vertx).build();
  private final WebClient client = WebClient.create(vertx);
  private HttpFront front;

  @AfterEach
  void close() {
    await(front.close(Duration.ofSeconds(1)));
    await(vertx.close());
  }

  private void open(Handler<RoutingContext> handler, HttpOptions options) {
    front = HttpFront.of(runtime, options.withPort(0), new SimpleMeterRegistry()).with(new Endpoint() {
      @Override
      public void mount(Routes routes) {
        routes.at("/test", ErrorFormat.PLAIN, Map.of(HttpMethod.GET, handler, HttpMethod.POST, context ->
            routes.bodies().json(context).onComplete(body -> Replies.json(context, 200, body), context::fail)));
      }

      @Override
      public Future<Void> close() {
        return Future.succeededFuture();
      }
    });
    await(front.start());
  }

  private Future<HttpResponse<Buffer>> get() {
    return client.getAbs("http://127.0.0.1:" + front.port() + "/test").send();
  }

  @Test
  void keepsAFaultOfAHandlerToItself() {
    open(context -> {
      throw new IllegalStateException("java.lang.Oops at io.roundhouse.Secret.method(Secret.java:42)");
    }, HttpOptions.ofDefaults());

    HttpResponse<Buffer> response = await(get());

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(House.json(response.bodyAsString()).at("/error/code").asText()).isEqualTo("internal");
    Wire.assertDiscreet(response.bodyAsString());
  }

  @Test
  void letsRequestsUnderWayFinishAndTakesNoNewOnes() {
    Promise<RoutingContext> asked = Promise.promise();
    open(asked::tryComplete, HttpOptions.ofDefaults());
    Future<HttpResponse<Buffer>> underWay = get();
    RoutingContext context = await(asked.future());

    Future<Void> closed = front.close(Duration.ofSeconds(20));
    context.vertx().setTimer(100, due -> context.response().end("late"));

    assertThat(await(underWay).bodyAsString()).isEqualTo("late");
    await(closed);
    failure(get());
  }

  @Test
  void cutsOffWhatDoesNotFinishInTime() {
    Promise<RoutingContext> asked = Promise.promise();
    open(asked::tryComplete, HttpOptions.ofDefaults());
    Future<HttpResponse<Buffer>> underWay = get();
    await(asked.future());

    await(front.close(Duration.ofMillis(100)));

    failure(underWay);
  }

  @Test
  void waitsForABodyNoLongerThanItShould() throws IOException {
    open(context -> { }, HttpOptions.ofDefaults().withBodyTimeout(Duration.ofMillis(100)));

    try (Socket socket = new Socket("127.0.0.1", front.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(("POST /test HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
          + "Content-Length: 100\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 408");
    }
  }

  @Test
  void countsTheBytesOfABodyThatDoesNotSayItsLength() throws IOException {
    open(context -> { }, HttpOptions.ofDefaults().withMaxBodyBytes(10));

    try (Socket socket = new Socket("127.0.0.1", front.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(("POST /test HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n14\r\n[1,2,3,4,5,6,7,8,9]\n\r\n0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void disconnectsAClientThatDoesNotReadItsEvents() throws IOException {
    Promise<Void> ended = Promise.promise();
    open(context -> {
      EventStream stream = EventStream.open(context, Duration.ofSeconds(15), 1 << 20);
      stream.closed().onComplete(ended);
      String event = "x".repeat(1 << 16);
      context.vertx().setPeriodic(1, more -> {
        if (!ended.future().isComplete()) {
          stream.send("1", event);
        }
      });
    }, HttpOptions.ofDefaults());

    try (Socket socket = new Socket("127.0.0.1", front.port())) {
      socket.getOutputStream().write("GET /test HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      await(ended.future());
    }
  }
}
