package io.roundhouse.protocols.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.FixtureTools;
import io.roundhouse.protocols.House;
import io.roundhouse.runtime.ToolResult;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session's client that loses the stream of an answer, or is sent away, and comes back for the rest. */
class McpResumeIT {

  private final List<HttpClient> clients = new ArrayList<>();
  private House house;
  private RawClient client;
  private String session;

  private void open(Duration lease) {
    McpOptions options = McpOptions.ofDefaults();
    McpOptions.Streams streams = options.streams();
    house = House.with(options.withStreams(new McpOptions.Streams(
        streams.keepAlive(), Duration.ofMillis(50), streams.maxBytes(), lease, streams.mostSubscriptions())));
    client = new RawClient(house);
    session = client.openSession();
  }

  @BeforeEach
  void open() {
    open(Duration.ZERO);
  }

  @AfterEach
  void close() {
    clients.forEach(HttpClient::shutdownNow); // its close would wait for streams that never end
    house.close();
  }

  private HttpClient http() {
    clients.add(HttpClient.newHttpClient());
    return clients.getLast();
  }

  @Test
  void sendsWhatAClientHasMissed() throws Exception {
    HttpClient first = http();
    BufferedReader events = stream(first, client.request(session, RawClient.call(1, "hold", "{}")));
    FixtureTools.Held held = house.tools.nextHeld();
    String last = eventId(events);
    events.close();
    first.shutdownNow();
    held.answer().complete(ToolResult.text("done at last"));

    HttpClient http = http();
    JsonNode answer = data(stream(http, back(last)));
    JsonNode again = data(stream(http, back(last)));

    assertThat(answer.path("id").asInt()).isEqualTo(1);
    assertThat(answer.at("/result/content/0/text").asText()).isEqualTo("done at last");
    assertThat(again).isEqualTo(answer);
  }

  @Test
  void sendsAClientAwayAndKeepsTheAnswerForIt() throws Exception {
    house.close();
    open(Duration.ofMillis(100));
    HttpClient http = http();
    BufferedReader events = stream(http, client.request(session, RawClient.call(1, "hold", "{}")));
    String last = eventId(events);
    assertThat(events.lines().filter(line -> line.startsWith("data: {"))).isEmpty();
    BufferedReader rest = stream(http, back(last));
    house.tools.nextHeld().answer().complete(ToolResult.text("done at last"));

    assertThat(data(rest).at("/result/content/0/text").asText()).isEqualTo("done at last");
  }

  @Test
  void sendsWhatHappenedWhileAListenerWasAway() throws Exception {
    String away = session;
    String witness = client.openSession();
    HttpClient first = http();
    HttpClient http = http();
    BufferedReader events = stream(first, listen(away));
    BufferedReader present = stream(http, listen(witness));
    house.runtime.update(catalog -> catalog.with(FixtureTools.echo("parrot")));
    String last = toldOfTools(events);
    toldOfTools(present);
    first.shutdownNow();
    house.runtime.update(catalog -> catalog.with(FixtureTools.echo("starling")));
    toldOfTools(present);

    String missed = toldOfTools(stream(http, back(last)));
    BufferedReader fresh = stream(http, listen(away));
    house.runtime.update(catalog -> catalog.withoutTool("parrot"));
    String next = toldOfTools(fresh);

    // a change of the catalog tells of tools and of prompts
    assertThat(number(missed)).isBetween(number(last) + 1, number(last) + 3);
    assertThat(number(next)).isBetween(number(missed) + 1, number(missed) + 3);
  }

  private static long number(String eventId) {
    return Long.parseLong(eventId.substring(eventId.lastIndexOf('.') + 1));
  }

  /** The id of the next event that tells of changed tools. */
  private static String toldOfTools(BufferedReader events) throws Exception {
    String id = "";
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      id = line.startsWith("id: ") ? line.substring(4) : id;
      if (line.startsWith("data: {") && line.contains("notifications/tools/list_changed")) {
        return id;
      }
    }
    throw new AssertionError("the stream has ended");
  }

  private HttpRequest.Builder listen(String of) {
    return house.request("/mcp").header("Accept", "text/event-stream").header("Mcp-Session-Id", of).GET();
  }

  private HttpRequest.Builder back(String lastEventId) {
    return house.request("/mcp").header("Accept", "text/event-stream").header("Mcp-Session-Id", session)
        .header("Last-Event-ID", lastEventId).GET();
  }

  private static BufferedReader stream(HttpClient http, HttpRequest.Builder request) throws Exception {
    HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static String eventId(BufferedReader events) throws Exception {
    String id = events.readLine();
    assertThat(id).startsWith("id: ");
    assertThat(events.readLine()).startsWith("retry: ");
    return id.substring(4);
  }

  private static JsonNode data(BufferedReader events) throws Exception {
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.startsWith("data: {")) {
        return House.json(line.substring(6));
      }
    }
    throw new AssertionError("the stream has ended");
  }
}
