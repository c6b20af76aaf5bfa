package io.roundhouse.protocols.a2a;

import static io.roundhouse.runtime.testing.Await.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.WatchedVertx;
import io.roundhouse.protocols.access.Access;
import io.roundhouse.protocols.access.AccessGate;
import io.roundhouse.protocols.access.AccessOptions;
import io.roundhouse.protocols.access.ClientLimits;
import io.roundhouse.protocols.http.HttpFront;
import io.roundhouse.protocols.http.HttpOptions;
import io.roundhouse.protocols.http.Tls;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A running front with an A2A endpoint, over {@link TalkingAgents} and a journal of choice, and a blocking client for tests. */
final class A2aHouse implements AutoCloseable {

  final Vertx vertx = WatchedVertx.create();
  final TalkingAgents agents = new TalkingAgents();
  final AgentRuntime runtime;
  final A2aEndpoint endpoint;
  final HttpFront front;
  final WebClient client;

  private A2aHouse(A2aOptions options, Function<Vertx, Journal> journal, Function<Vertx, AccessGate> guard, @Nullable Tls tls) {
    runtime = RuntimeBuilder.on(vertx).catalog(agents.addTo(Catalog.empty())).journal(journal.apply(vertx)).build();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    endpoint = A2aEndpoint.of(runtime, options, meters);
    AccessGate gate = guard.apply(vertx);
    HttpOptions http = HttpOptions.ofDefaults().withPort(0);
    if (tls != null) {
      endpoint.withTls(tls);
      http = http.withTls(tls);
    }
    front = HttpFront.of(runtime, http, meters).withGate(gate).with(endpoint.withAdmission(gate::admit));
    await(front.start());
    await(runtime.resumeUnfinished());
    client = WebClient.create(vertx);
  }

  static A2aHouse open(A2aOptions options) {
    return open(options, vertx -> new InMemoryJournal());
  }

  static A2aHouse open(A2aOptions options, Function<Vertx, Journal> journal) {
    return new A2aHouse(options, journal, vertx -> gate(vertx, AccessOptions.off(), ClientLimits.ofDefaults()), null);
  }

  static A2aHouse guarded(A2aOptions options, AccessOptions who, ClientLimits limits) {
    return new A2aHouse(options, vertx -> new InMemoryJournal(), vertx -> gate(vertx, who, limits), null);
  }

  static A2aHouse encrypted(A2aOptions options, Tls tls) {
    return new A2aHouse(options, vertx -> new InMemoryJournal(),
        vertx -> gate(vertx, AccessOptions.off(), ClientLimits.ofDefaults()), tls);
  }

  private static AccessGate gate(Vertx vertx, AccessOptions who, ClientLimits limits) {
    return AccessGate.of(Access.of(who, vertx), limits, null);
  }

  Bindings bindings() {
    return Bindings.plain(vertx, front.port(), endpoint.grpcPort());
  }

  String url(String path) {
    return "http://127.0.0.1:" + front.port() + path;
  }

  static String message(String text, String more) {
    return "{\"message\":{\"messageId\":\"m-" + text.hashCode() + "\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"" + text + "\"}]"
        + more + "}}";
  }

  JsonNode rpc(String agent, String method, String params) {
    return rpc(agent, method, params, Map.of());
  }

  JsonNode rpc(String agent, String method, String params, Map<String, String> headers) {
    HttpRequest<Buffer> request = client.postAbs(url("/a2a/" + agent)).putHeader("A2A-Version", "1.0")
        .putHeader("Content-Type", "application/json");
    headers.forEach(request::putHeader);
    HttpResponse<Buffer> response = await(request.sendBuffer(Buffer.buffer(
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"" + method + "\",\"params\":" + params + "}")));
    return House.json(response.bodyAsString());
  }

  /** The task that a message leads to. */
  JsonNode task(String text, String more) {
    return rpc("talker", "SendMessage", message(text, more)).at("/result/task");
  }

  @Override
  public void close() {
    agents.releaseAll();
    client.close();
    await(front.close(Duration.ofSeconds(5)));
    await(runtime.close(Duration.ofMillis(200)));
    await(vertx.close());
  }
}
