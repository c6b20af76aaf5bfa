package io.roundhouse.protocols.access;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.Wire;
import io.roundhouse.protocols.http.HttpFront;
import io.roundhouse.protocols.http.HttpOptions;
import io.roundhouse.runtime.testing.Await;
import io.vertx.core.Vertx;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that asks who comes, over real sockets, with keys and with tokens. */
class AccessIT {

  private static final String ADA = "rh_adaadaadaadaadaadaada";
  private static final String BOB = "rh_bobbobbobbobbobbobbob";
  private static final String OPERATOR = "rh_opsopsopsopsopsopsops";
  private static final String INITIALIZE = """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
      "clientInfo":{"name":"raw","version":"1"}}}""";

  private Vertx vertx;
  private AuthorizationServer issuer;
  private House house;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    issuer = new AuthorizationServer(vertx, Clock.systemUTC());
    AccessOptions who = AccessOptions.ofIssuers(issuer.trusted())
        .withKeys(List.of(
            ApiKey.of("ada", ADA, "shout:call").withVisibility(new Visibility(NamePatterns.ALL, NamePatterns.of("pause"))),
            ApiKey.of("bob", BOB),
            ApiKey.of("ops", OPERATOR, "*")))
        .withRules(List.of(
            AccessRule.tools("shout", "shout:call"),
            new AccessRule(NamePatterns.of("refuse"), NamePatterns.NONE, Set.of("refuse:call"), true)));
    house = House.guarded(who, ClientLimits.ofDefaults());
  }

  @AfterEach
  void close() {
    house.close();
    issuer.close();
    await(vertx.close());
  }

  @Test
  void asksWhoComesAndTellsHowToGetIn() {
    HttpResponse<String> runs = house.get("/runs");
    HttpResponse<String> mcp = house.send(mcp(null, INITIALIZE));

    assertRefused(runs, 401, "credentials-required");
    assertThat(challenge(runs)).isEqualTo(
        "Bearer realm=\"roundhouse\", resource_metadata=\"" + house.url("/.well-known/oauth-protected-resource/runs") + "\"");
    assertThat(mcp.statusCode()).isEqualTo(401);
    assertThat(House.json(mcp).at("/error/data/code").asText()).isEqualTo("credentials-required");
    assertThat(challenge(mcp)).contains(house.url("/.well-known/oauth-protected-resource/mcp"));
  }

  @Test
  void describesTheResourceToClientsThatAreNotIn() {
    JsonNode root = House.json(house.get("/.well-known/oauth-protected-resource"));
    JsonNode mcp = House.json(house.get("/.well-known/oauth-protected-resource/mcp"));

    assertThat(root.path("resource").asText()).isEqualTo(house.url(""));
    assertThat(mcp.path("resource").asText()).isEqualTo(house.url("/mcp"));
    assertThat(mcp.at("/authorization_servers/0").asText()).isEqualTo(issuer.issuer().toString());
    assertThat(mcp.path("scopes_supported").toString()).isEqualTo("[\"refuse:call\",\"shout:call\"]");
    assertRefused(house.get("/.well-known/oauth-protected-resource/nothing"), 404, "not-found");
    assertThat(house.get("/.well-known/agent-card.json").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesCredentialsThatAreNoGood() {
    HttpResponse<String> expired = house.send(as("eyJhbGciOiJSUzI1NiJ9.e30.c2ln", house.request("/runs")));

    assertRefused(expired, 401, "token-issuer");
    assertThat(challenge(expired)).contains("error=\"invalid_token\"").contains("resource_metadata=");
    assertRefused(house.send(as("rh_nobody", house.request("/runs"))), 401, "unknown-key");
    assertRefused(house.send(house.request("/runs").header("Authorization", "Basic YTpi")), 401, "unknown-key");
    assertRefused(house.send(house.request("/runs").header("X-API-Key", "rh_nobody")), 401, "unknown-key");
    issuer.down = true;
    HttpResponse<String> unchecked = house.send(as(issuer.token("ada"), house.request("/runs")));
    assertRefused(unchecked, 503, "issuer-unavailable");
    assertThat(unchecked.headers().firstValue("Retry-After")).hasValue("10");
  }

  @Test
  void letsTokensInAndAsksForMoreScopes() {
    String session = session(issuer.token("ada"));

    HttpResponse<String> refused = house.send(as(issuer.token("ada"), mcp(session, call("shout", "hi"))));
    HttpResponse<String> allowed = house.send(as(issuer.token("ada", "shout:call"), mcp(session, call("shout", "hi"))));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(House.json(refused).at("/error/data/code").asText()).isEqualTo("insufficient-scope");
    assertThat(challenge(refused)).startsWith("Bearer error=\"insufficient_scope\", scope=\"shout:call\"").contains("resource_metadata=");
    assertThat(allowed.body()).contains("HI");
  }

  @Test
  void asksForMoreScopesWithoutSessionsToo() {
    HttpResponse<String> stranger = house.send(modern("tools/call", "shout"));
    HttpResponse<String> refused = house.send(as(issuer.token("ada"), modern("tools/call", "shout")));
    HttpResponse<String> allowed = house.send(as(issuer.token("ada", "shout:call"), modern("tools/call", "shout")));

    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(challenge(refused)).contains("scope=\"shout:call\"").contains("resource_metadata=");
    assertThat(allowed.statusCode()).as(allowed.body()).isEqualTo(200);
    assertThat(allowed.body()).contains("HI");
    JsonNode hidden = House.json(house.send(as(ADA, modern("tools/call", "pause"))));
    assertThat(hidden.at("/error/message").asText()).isEqualTo("Unknown tool: pause");
  }

  @Test
  void showsEachClientItsOwnTools() {
    String ada = toolsOf(ADA);
    String bob = toolsOf(BOB);

    assertThat(ada).contains("\"echo\"").contains("\"shout\"").doesNotContain("\"pause\"").doesNotContain("\"refuse\"");
    assertThat(bob).contains("\"pause\"").doesNotContain("\"refuse\"");
    assertThat(toolsOf(OPERATOR)).contains("\"pause\"").contains("\"refuse\"");
    JsonNode hidden = House.json(house.send(as(ADA, mcp(session(ADA), call("pause", "hi")))));
    assertThat(hidden.at("/error/message").asText()).isEqualTo("Unknown tool: pause");
  }

  @Test
  void keepsSessionsApart() {
    String session = session(ADA);

    assertThat(house.send(as(BOB, mcp(session, call("echo", "hi")))).statusCode()).isEqualTo(404);
    assertThat(house.send(as(BOB, house.request("/mcp").header("Mcp-Session-Id", session).DELETE())).statusCode()).isEqualTo(404);
    assertThat(house.send(as(BOB, house.request("/mcp").header("Mcp-Session-Id", session).header("Accept", "text/event-stream").GET()))
        .statusCode()).isEqualTo(404);
    assertThat(house.send(as(ADA, mcp(session, call("echo", "hi")))).statusCode()).isEqualTo(200);
  }

  @Test
  void keepsRunsApart() {
    house.send(as(ADA, mcp(session(ADA), call("shout", "hi"))));

    String id = House.json(house.send(as(ADA, house.request("/runs")))).at("/runs/0/run").asText();

    assertThat(id).isNotEmpty();
    assertThat(House.json(house.send(as(ADA, house.request("/runs/" + id)))).at("/entries/0/caller").asText()).isEqualTo("key:ada");
    assertThat(House.json(house.send(as(BOB, house.request("/runs")))).path("runs")).isEmpty();
    assertRefused(house.send(as(BOB, house.request("/runs/" + id))), 404, "unknown-run");
    assertThat(House.json(house.send(as(OPERATOR, house.request("/runs")))).path("runs")).hasSize(1);
    assertThat(house.send(as(OPERATOR, house.request("/runs/" + id))).statusCode()).isEqualTo(200);
    assertRefused(house.send(as(BOB, post("/runs/" + id + "/feedback", "{\"score\": 1}"))), 404, "unknown-run");
    assertThat(house.send(as(ADA, post("/runs/" + id + "/feedback", "{\"score\": 1}"))).statusCode()).isEqualTo(200);
    assertThat(House.json(house.send(as(ADA, house.request("/runs/" + id)))).at("/feedback/by").asText()).isEqualTo("key:ada");
  }

  @Test
  void letsNobodyEndOrAnswerAnothersRun() throws InterruptedException {
    house.send(as(ADA, mcp(session(ADA), "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")));
    Thread call = Thread.ofVirtual().start(() -> house.send(as(ADA, mcp(session(ADA), call("hold", "hi")))));
    var held = house.tools.nextHeld();
    String run = "/runs/" + held.call().run();

    assertRefused(house.send(as(BOB, house.request(run).DELETE())), 404, "unknown-run");
    assertRefused(house.send(as(BOB, post(run + "/approvals/pay", "{\"approved\": true, \"by\": \"eve\"}"))), 404, "unknown-run");
    assertRefused(house.send(as(ADA, post(run + "/approvals/pay", "{\"approved\": true, \"by\": \"eve\"}"))), 404, "nothing-waits");
    assertThat(held.cancelled().future().isComplete()).isFalse();
    assertThat(house.send(as(ADA, house.request(run).DELETE())).statusCode()).isEqualTo(202);
    await(held.cancelled().future());
    assertThat(call.join(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void doesNotJoinAnothersRunByItsKey() {
    String call = """
        {"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"echo","arguments":{"text":"%s"},\
        "_meta":{"io.roundhouse/idempotency-key":"same"}}}""";

    String ada = house.send(as(ADA, mcp(session(ADA), call.formatted("secret of ada")))).body();
    String bob = house.send(as(BOB, mcp(session(BOB), call.formatted("of bob")))).body();
    String adaAgain = house.send(as(ADA, mcp(session(ADA), call.formatted("again")))).body();

    assertThat(ada).contains("secret of ada");
    assertThat(bob).contains("of bob").doesNotContain("secret");
    assertThat(adaAgain).contains("secret of ada");
  }

  @Test
  void showsStrangersOnlyWhetherItIsWell() {
    JsonNode stranger = House.json(house.get("/health"));
    JsonNode known = House.json(house.send(as(BOB, house.request("/health"))));

    assertThat(stranger.path("status").asText()).isEqualTo("ready");
    assertThat(stranger.has("servers")).isFalse();
    assertThat(known.at("/servers/0/name").asText()).isEqualTo("ledger");
    assertRefused(house.send(as(BOB, house.request("/metrics"))), 403, "insufficient-scope");
    assertThat(house.send(as(OPERATOR, house.request("/metrics"))).body()).isEqualTo("up 1\n");
  }

  @Test
  void doesNotListenInPublicUnlessItAsksOrWasToldTo() {
    HttpOptions everywhere = HttpOptions.ofDefaults().withHost("0.0.0.0").withPort(0);
    HttpFront open = HttpFront.of(house.runtime, everywhere, house.meters);
    HttpFront told = HttpFront.of(house.runtime, everywhere, house.meters).withGate(AccessGate.of(
        Access.of(AccessOptions.off().withAllowUnauthenticated(true), vertx), ClientLimits.ofDefaults(), null));

    assertThat(Await.failure(open.start())).hasMessageContaining("allow-unauthenticated");
    await(told.start());
    assertThat(told.port()).isPositive();
    await(told.close(Duration.ZERO));
  }

  private String session(String credential) {
    return house.send(as(credential, mcp(null, INITIALIZE))).headers().firstValue("Mcp-Session-Id").orElseThrow();
  }

  private String toolsOf(String credential) {
    return house.send(as(credential, mcp(session(credential), "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"))).body();
  }

  private static HttpRequest.Builder as(String credential, HttpRequest.Builder request) {
    return request.header("Authorization", "Bearer " + credential);
  }

  private HttpRequest.Builder mcp(String session, String body) {
    HttpRequest.Builder request = post("/mcp", body).header("Accept", "application/json, text/event-stream");
    return session == null ? request : request.header("Mcp-Session-Id", session);
  }

  private HttpRequest.Builder modern(String method, String tool) {
    return post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":{\"name\":\"" + tool
        + "\",\"arguments\":{\"text\":\"hi\"},\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
        + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"raw\",\"version\":\"1\"},"
        + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}")
        .header("Accept", "application/json, text/event-stream")
        .header("MCP-Protocol-Version", "2026-07-28")
        .header("Mcp-Method", method)
        .header("Mcp-Name", tool);
  }

  private HttpRequest.Builder post(String path, String body) {
    return house.request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static String call(String tool, String text) {
    return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\",\"arguments\":{\"text\":\""
        + text + "\"}}}";
  }

  private static String challenge(HttpResponse<String> response) {
    return response.headers().firstValue("WWW-Authenticate").orElseThrow();
  }

  private static void assertRefused(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(House.json(response).at("/error/code").asText()).isEqualTo(code);
    Wire.assertDiscreet(response.body());
  }
}
