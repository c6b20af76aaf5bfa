package io.roundhouse.protocols.a2a.client;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The card of a remote agent is looked at again, and fetched again only if it has changed. */
class CardRefreshIT {

  private final Vertx vertx = Vertx.vertx();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private volatile String description = "first";
  private HttpServer server;

  @BeforeEach
  void listen() {
    server = await(vertx.createHttpServer().requestHandler(this::card).listen(0, "127.0.0.1"));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void card(HttpServerRequest request) {
    String tag = "\"" + description + "\"";
    boolean known = tag.equals(request.getHeader("If-None-Match"));
    seen.add(request.getHeader("If-None-Match") + " " + (known ? 304 : 200));
    request.response().putHeader("ETag", tag).setStatusCode(known ? 304 : 200).end(known ? "" : """
        {"name":"a","description":"%s","version":"1","supportedInterfaces":[{"url":"http://127.0.0.1:1/","protocolBinding":"JSONRPC",
         "protocolVersion":"1.0"}],"capabilities":{},"defaultInputModes":[],"defaultOutputModes":[],"skills":[]}""".formatted(description));
  }

  @Test
  void asksWithTheTagItKnows() {
    A2aConnection connection = await(A2aConnection.open(vertx, agent(Duration.ofHours(1))));

    boolean changed = await(connection.look());
    description = "second";
    boolean changedThen = await(connection.look());

    assertThat(changed).isFalse();
    assertThat(changedThen).isTrue();
    assertThat(connection.agent().description()).isEqualTo("second");
    assertThat(seen).containsExactly("null 200", "\"first\" 304", "\"first\" 200");
    await(connection.close());
  }

  @Test
  void bringsAChangedCardIntoTheCatalogByItself() {
    AgentRuntime runtime = RuntimeBuilder.on(vertx).catalog(Catalog.empty()).build();
    A2aConnection connection = await(A2aConnection.open(vertx, agent(Duration.ofMillis(100))));
    connection.join(runtime);
    Promise<String> told = Promise.promise();
    runtime.onCatalogChange(catalog -> told.tryComplete(catalog.agent("a").orElseThrow().description()));

    description = "second";

    assertThat(await(told.future())).isEqualTo("second");
    assertThat(seen.getFirst()).isEqualTo("null 200");
    await(connection.close());
  }

  private RemoteAgent agent(Duration refresh) {
    return RemoteAgent.of("a", URI.create("http://127.0.0.1:" + server.actualPort() + "/card.json")).withRefresh(refresh);
  }
}
