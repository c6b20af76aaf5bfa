package io.roundhouse.protocols.mcp.client;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.WatchedVertx;
import io.roundhouse.protocols.access.AccessOptions;
import io.roundhouse.protocols.access.ApiKey;
import io.roundhouse.protocols.access.AuthorizationServer;
import io.roundhouse.protocols.access.ClientLimits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A caller's credentials end at our gate: no server behind us sees them, and neither journal, log nor answer repeats them. */
class TokenStaysHereIT {

  private static final String KEY = "rh_adaadaadaadaadaadaada";
  private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
      + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level level = root.getLevel();
  private final Vertx vertx = WatchedVertx.create();
  private AuthorizationServer issuer;
  private House house;
  private ModernServer far;
  private McpConnection connection;

  @BeforeEach
  void open() {
    log.start();
    root.addAppender(log);
    root.setLevel(Level.DEBUG);
    issuer = new AuthorizationServer(vertx, Clock.systemUTC());
    house = House.guarded(
        AccessOptions.ofIssuers(issuer.trusted()).withKeys(List.of(ApiKey.of("ada", KEY, "*"))), ClientLimits.ofDefaults());
    far = new ModernServer(house.vertx);
    connection = await(McpConnection.open(house.vertx, McpServer.of("far", McpTransport.Http.of(far.url())), new SimpleMeterRegistry()));
    connection.join(house.runtime);
  }

  @AfterEach
  void close() {
    root.setLevel(level);
    root.detachAppender(log);
    await(connection.close());
    house.close();
    issuer.close();
    await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"key as bearer", "key in its own header", "token"})
  void neverLeavesTheGate(String way) {
    String secret = way.equals("token") ? issuer.token("ada", "far") : KEY;
    String header = way.equals("key in its own header") ? "X-API-Key" : "Authorization";
    String value = header.equals("Authorization") ? "Bearer " + secret : secret;

    HttpResponse<String> called = call(header, value, "far.echo");
    HttpResponse<String> refused = call(header, value, "far.sample");
    HttpResponse<String> unknown = call(header, value, "far.none");
    HttpResponse<String> spoiled = call(header, value + "x", "far.echo");

    assertThat(called.body()).contains("hi");
    assertThat(spoiled.statusCode()).isEqualTo(401);
    assertThat(far.calls()).isNotEmpty();
    for (HttpServerRequest request : far.requests) {
      for (Map.Entry<String, String> sent : request.headers()) {
        assertThat(sent.getKey()).isNotEqualToIgnoringCase("Authorization").isNotEqualToIgnoringCase("X-API-Key");
        assertThat(sent.getValue()).doesNotContain(secret);
      }
    }
    assertThat(far.received).extracting(JsonNode::toString).noneMatch(message -> message.contains(secret));
    assertThat(List.of(called.body(), refused.body(), unknown.body(), spoiled.body())).noneMatch(body -> body.contains(secret));
    await(house.runtime.journal().latest(100)).forEach(run ->
        assertThat(await(house.runtime.trace(run.run())).toString()).doesNotContain(secret));
    assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(line -> line.contains(secret));
  }

  private HttpResponse<String> call(String header, String value, String tool) {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
        + "\",\"arguments\":{\"text\":\"hi\"}," + META + "}}";
    return house.send(house.request("/mcp").header(header, value)
        .header("Content-Type", "application/json").header("Accept", "application/json, text/event-stream")
        .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call").header("Mcp-Name", tool)
        .POST(HttpRequest.BodyPublishers.ofString(body)));
  }
}
