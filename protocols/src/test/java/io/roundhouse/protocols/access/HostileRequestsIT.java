package io.roundhouse.protocols.access;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.util.ResourceLeakDetector;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Credentials, headers, paths and bodies with a few bytes changed, to all protocols at once: whatever they become, the answer has a
 * code, says nothing about our code, and leaves no buffer and no session behind.
 */
class HostileRequestsIT {

  private static final int REQUESTS = 240;
  private static final String KEY = "rh_adaadaadaadaadaadaada";
  private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
      + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"raw\",\"version\":\"1\"},"
      + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
  private static final List<String> BODIES = List.of(
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"},"
          + META + "}}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{" + META + "}}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{" + META + "}}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"shout\",\"arguments\":{\"text\":\"hi\"}}}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"params\":{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\","
          + "\"parts\":[{\"text\":\"hi\"}]}}}",
      "{\"approved\":true,\"by\":\"eve\"}");
  private static final List<String> PATHS = List.of("/mcp", "/a2a/greeter", "/runs", "/runs/1/approvals/pay", "/runs/1/answers/x",
      "/.well-known/oauth-protected-resource/mcp", "/.well-known/agent-card.json", "/health", "/metrics");
  private static final List<String> HEADERS = List.of("Authorization", "X-API-Key", "Mcp-Session-Id", "MCP-Protocol-Version",
      "Mcp-Method", "Mcp-Name", "A2A-Version", "Origin", "Last-Event-ID", "Accept");
  private static final String[] INSERTS = {"null", "{}", "[]", "-1e999", "\"", "%00", "..", "é", "99999999999999999999", " ", ";", ".",
      "=", "Bearer ", "eyJ"};

  private final ListAppender<ILoggingEvent> leaks = new ListAppender<>();
  private Vertx vertx;
  private AuthorizationServer issuer;
  private House house;
  private WebClient client;

  @BeforeEach
  void open() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    leaks.start();
    ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).addAppender(leaks);
    vertx = Vertx.vertx();
    issuer = new AuthorizationServer(vertx, Clock.systemUTC());
    AccessOptions who = AccessOptions.ofIssuers(issuer.trusted())
        .withKeys(List.of(ApiKey.of("ada", KEY, "*")))
        .withRules(List.of(AccessRule.tools("shout", "shout:call")));
    house = House.guarded(who, ClientLimits.ofDefaults());
    client = WebClient.create(vertx);
  }

  @AfterEach
  void close() {
    client.close();
    house.close();
    issuer.close();
    await(vertx.close());
    ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).detachAppender(leaks);
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {7, 20261122})
  void answersWhateverComesWithACode(long seed) {
    Random random = new Random(seed);
    String token = issuer.token("ada", "shout:call");

    for (int done = 0; done < REQUESTS; done += 40) {
      List<Future<HttpResponse<Buffer>>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(send(random, token));
      }
      // A broken connection is an answer to a request that is no HTTP any more.
      await(Future.join(answers).otherwiseEmpty());
      assertThat(answers).as("seed %d: waits for ever", seed).noneMatch(answer -> answer.cause() instanceof TimeoutException);
      answers.stream().filter(Future::succeeded).forEach(answer -> assertCoded(seed, answer.result()));
    }

    assertThat(house.meters.get("roundhouse.mcp.sessions").gauge().value()).isLessThanOrEqualTo(REQUESTS);
    for (int i = 0; i < 5; i++) {
      System.gc();
      Buffer.buffer(1 << 20);
    }
    assertThat(leaks.list).as("leaks, seed %d", seed).isEmpty();
  }

  private Future<HttpResponse<Buffer>> send(Random random, String token) {
    String path = random.nextInt(4) == 0 ? "/" + mutated(pick(PATHS, random).substring(1), random) : pick(PATHS, random);
    HttpMethod method = random.nextInt(3) == 0 ? pick(List.of(HttpMethod.GET, HttpMethod.DELETE, HttpMethod.PUT), random) : HttpMethod.POST;
    HttpRequest<Buffer> request = client.request(method, house.front.port(), "127.0.0.1", path.replaceAll("[^!-~]", "?"))
        .timeout(20_000)
        .putHeader("Content-Type", random.nextInt(10) == 0 ? "text/plain" : "application/json")
        .putHeader("Accept", "application/json, text/event-stream");
    switch (random.nextInt(5)) {
      case 0 -> request.putHeader("Authorization", "Bearer " + mutated(token, random));
      case 1 -> request.putHeader("Authorization", mutated("Bearer " + KEY, random));
      case 2 -> request.putHeader("X-API-Key", KEY);
      default -> request.putHeader("Authorization", "Bearer " + (random.nextBoolean() ? KEY : token));
    }
    if (random.nextInt(3) == 0) {
      request.putHeader(pick(HEADERS, random), mutated("2026-07-28", random));
    }
    return method == HttpMethod.GET ? request.send() : request.sendBuffer(Buffer.buffer(mutated(pick(BODIES, random), random)));
  }

  private static void assertCoded(long seed, HttpResponse<Buffer> response) {
    String body = response.bodyAsString();
    assertThat(response.statusCode()).as("seed %d: %s", seed, body).isLessThan(500);
    if (response.statusCode() >= 400 && body != null) {
      assertThat(body).as("seed %d", seed).contains("\"code\"");
    }
    if (body != null) {
      assertThat(body).as("seed %d", seed).doesNotContain("\"code\":-32603").doesNotContain(KEY);
      Wire.assertDiscreet(body);
    }
  }

  private static String mutated(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(Math.max(1, changed.length()));
      int to = Math.min(changed.length(), at + random.nextInt(12));
      switch (random.nextInt(3)) {
        case 0 -> changed.delete(at, to);
        case 1 -> changed.insert(Math.min(at, changed.length()), INSERTS[random.nextInt(INSERTS.length)]);
        default -> changed.insert(Math.min(at, changed.length()), changed.substring(at, to));
      }
    }
    return changed.toString().replace('\n', ' ').replace('\r', ' ').replace("é", "e");
  }

  private static <T> T pick(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
