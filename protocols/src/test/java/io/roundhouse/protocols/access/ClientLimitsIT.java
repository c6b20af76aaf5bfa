package io.roundhouse.protocols.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.protocols.FixtureTools;
import io.roundhouse.protocols.House;
import io.roundhouse.runtime.ToolResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one client may ask for, over real sockets; each limit has a code of its own. */
class ClientLimitsIT {

  private static final String ADA = "rh_adaadaadaadaadaadaada";
  private static final String BOB = "rh_bobbobbobbobbobbobbob";
  private static final AccessOptions KEYS = AccessOptions.ofKeys(ApiKey.of("ada", ADA), ApiKey.of("bob", BOB));

  private static final String INITIALIZE = """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
      "clientInfo":{"name":"raw","version":"1"}}}""";
  private static final String HOLD = """
      {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"hold","arguments":{}}}""";

  @Test
  void slowsDownOneClientAndNotTheOther() {
    try (House house = House.guarded(KEYS, ClientLimits.ofDefaults().withRequestsPerSecond(1).withBurst(3))) {
      HttpResponse<String> last = get(house, ADA);
      for (int i = 0; i < 20 && last.statusCode() == 200; i++) {
        last = get(house, ADA);
      }

      assertThat(last.statusCode()).isEqualTo(429);
      assertThat(House.json(last).at("/error/code").asText()).isEqualTo("too-many-requests");
      assertThat(last.headers().firstValue("Retry-After")).isPresent();
      assertThat(get(house, BOB).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void slowsDownGuessing() {
    try (House house = House.guarded(KEYS, ClientLimits.ofDefaults().withRequestsPerSecond(1).withBurst(3))) {
      int status = 401;
      for (int i = 0; i < 20 && status == 401; i++) {
        status = get(house, "rh_guess" + i).statusCode();
      }

      assertThat(status).isEqualTo(429);
      assertThat(get(house, ADA).statusCode()).as("good credentials count on their own").isEqualTo(200);
    }
  }

  @Test
  void boundsWhatAClientHasUnderWay() throws InterruptedException {
    try (House house = House.guarded(AccessOptions.off(), ClientLimits.ofDefaults().withRequestsAtOnce(2))) {
      String session = house.send(mcp(house, INITIALIZE)).headers().firstValue("Mcp-Session-Id").orElseThrow();
      List<Thread> calls = new ArrayList<>();
      List<FixtureTools.Held> held = new ArrayList<>();
      for (int id = 1; id <= 2; id++) {
        HttpRequest.Builder call = mcp(house, HOLD.formatted(id)).header("Mcp-Session-Id", session);
        calls.add(Thread.ofVirtual().start(() -> house.send(call)));
        held.add(house.tools.nextHeld());
      }

      HttpResponse<String> third = house.get("/runs");

      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(House.json(third).at("/error/code").asText()).isEqualTo("too-many-calls");
      held.forEach(call -> call.answer().complete(ToolResult.text("done")));
      for (Thread call : calls) {
        assertThat(call.join(Duration.ofSeconds(20))).isTrue();
      }
      assertThat(house.get("/runs").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void boundsTheStreamsOfAClient() {
    try (House house = House.guarded(AccessOptions.off(), ClientLimits.ofDefaults().withStreams(1))) {
      HttpResponse<InputStream> first = listen(house);
      HttpResponse<InputStream> second = listen(house);

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(text(second)).contains("too-many-streams");
      close(first);
      int status = 429;
      for (int i = 0; i < 500 && status == 429; i++) {
        HttpResponse<InputStream> next = listen(house);
        status = next.statusCode();
        close(next);
      }
      assertThat(status).as("once the server has seen that the first is gone").isEqualTo(200);
    }
  }

  @Test
  void boundsTheSessionsOfAClient() {
    AccessOptions who = AccessOptions.ofKeys(ApiKey.of("ada", "rh_adaadaadaadaadaadaada"), ApiKey.of("eve", "rh_eveeveeveeveeveeveeve"));
    try (House house = House.guarded(who, ClientLimits.ofDefaults().withSessions(1))) {
      HttpRequest.Builder ada = mcp(house, INITIALIZE).header("Authorization", "Bearer rh_adaadaadaadaadaadaada");
      HttpRequest.Builder eve = mcp(house, INITIALIZE).header("Authorization", "Bearer rh_eveeveeveeveeveeveeve");
      String session = house.send(ada).headers().firstValue("Mcp-Session-Id").orElseThrow();

      HttpResponse<String> second = house.send(ada);

      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(House.json(second).at("/error/data/code").asText()).isEqualTo("too-many-sessions-of-client");
      assertThat(house.send(eve).statusCode()).as("another client").isEqualTo(200);
      assertThat(house.send(house.request("/mcp").header("Mcp-Session-Id", session)
          .header("Authorization", "Bearer rh_adaadaadaadaadaadaada").DELETE()).statusCode()).isEqualTo(204);
      assertThat(house.send(ada).statusCode()).as("once the first has ended").isEqualTo(200);
    }
  }

  private static HttpResponse<InputStream> listen(House house) {
    String session = house.send(mcp(house, INITIALIZE)).headers().firstValue("Mcp-Session-Id").orElseThrow();
    HttpRequest request = house.request("/mcp").header("Accept", "text/event-stream").header("Mcp-Session-Id", session).build();
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String text(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(HttpResponse<InputStream> response) {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpRequest.Builder mcp(House house, String body) {
    return house.request("/mcp")
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> get(House house, String key) {
    return house.send(house.request("/runs").header("Authorization", "Bearer " + key));
  }
}
