package io.roundhouse.protocols.mcp;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.protocols.Browser;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.access.AccessOptions;
import io.roundhouse.protocols.access.ApiKey;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An approval that is answered in the browser, in both eras. */
class ApprovalPagesIT {

  private static final String ADA = "rh_adaadaadaadaadaadaada";
  private static final String EVE = "rh_eveeveeveeveeveeveeve";
  private static final String CALL = "\"name\":\"order\",\"arguments\":{\"order\":\"<b>7</b>\"}";

  private House house;
  private final Browser browser = new Browser();

  @AfterEach
  void close() {
    await(house.runtime.journal().latest(100)).forEach(run -> house.runtime.run(run.run()).ifPresent(open -> open.cancel("over")));
    house.close();
  }

  private void open(AccessOptions who) {
    house = House.approving(who);
    ToolGraph graph = ToolGraph.builder("order").inputs("order")
        .tool(ToolArc.of("pay").needs("order").yields("payment").withEffect(Effect.IRREVERSIBLE).withGated(true))
        .goal("payment").build();
    GraphTool body = GraphTool.of(graph, Map.of(ToolId.of("pay"),
        new StepBinding("pay", Map.of("order", TextNode.valueOf("$order")), Map.of("payment", ""))));
    house.runtime.update(catalog -> catalog
        .with(Tool.blocking("pay", "Pays", Schema.anyObject(), call -> ToolResult.text("paid")))
        .with(new Tool("order", "Orders", Schema.anyObject(), null, Effect.IRREVERSIBLE, Duration.ofSeconds(20),
            new ToolBody.Graph(body))));
  }

  private JsonNode ask(ModernClient client) {
    JsonNode asked = client.call("tools/call", CALL).path("result");
    assertThat(asked.path("resultType").asText()).isEqualTo("input_required");
    return asked;
  }

  private static JsonNode question(JsonNode asked) {
    return asked.path("inputRequests").elements().next();
  }

  private Future<JsonNode> goOn(ModernClient client, JsonNode asked, String answer) {
    String key = asked.path("inputRequests").fieldNames().next();
    return house.vertx.executeBlocking(() -> client.call("tools/call", CALL + ",\"requestState\":" + asked.path("requestState")
        + ",\"inputResponses\":{\"" + key + "\":" + answer + "}").path("result"), false);
  }

  @Test
  void goesOnWhenThePersonHasApprovedInTheBrowser() {
    open(AccessOptions.off());
    ModernClient client = new ModernClient(house).with("{\"elicitation\":{\"url\":{}}}");
    JsonNode asked = ask(client);
    JsonNode params = question(asked).path("params");
    assertThat(params.path("mode").asText()).isEqualTo("url");
    assertThat(params.has("elicitationId")).isFalse();
    Future<JsonNode> answer = goOn(client, asked, "{\"action\":\"accept\"}");

    Browser.Page page = browser.open(params.path("url").asText());
    assertThat(page.text()).contains("Approve").doesNotContain("<b>7</b>").doesNotContain("<script");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'").contains("frame-ancestors 'none'");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.isComplete()).as("what the client says is not the answer").isFalse();
    assertThat(new Browser().send(page, Map.of("decision", "approve")).status()).as("another browser").isEqualTo(403);
    assertThat(browser.send(page.withNonce("0"), Map.of("decision", "approve")).status()).as("another page").isEqualTo(403);
    assertThat(browser.send(page, Map.of("decision", "perhaps")).status()).isEqualTo(400);
    assertThat(browser.send(page, Map.of("decision", "approve")).text()).contains("Thank you");

    JsonNode done = await(answer);
    assertThat(done.at("/structuredContent/payment").asText()).isEqualTo("paid");
    assertThat(browser.send(page, Map.of("decision", "approve")).status()).as("once").isEqualTo(404);
    assertThat(browser.open(params.path("url").asText()).status()).isEqualTo(404);
    assertThat(browser.open(house.url("/approvals/none")).status()).isEqualTo(404);
  }

  @Test
  void takesARefusalOfTheClientOrOfThePerson() {
    open(AccessOptions.off());
    ModernClient client = new ModernClient(house).with("{\"elicitation\":{\"url\":{}}}");

    JsonNode declined = await(goOn(client, ask(client), "{\"action\":\"decline\"}"));
    JsonNode asked = ask(client);
    Future<JsonNode> answer = goOn(client, asked, "{\"action\":\"accept\"}");
    Browser.Page page = browser.open(question(asked).at("/params/url").asText());
    browser.send(page, Map.of("decision", "refuse"));

    assertThat(declined.toString()).doesNotContain("paid");
    assertThat(await(answer).toString()).doesNotContain("paid");
  }

  @Test
  void asksAClientThatCannotOpenAnAddressByForm() {
    open(AccessOptions.off());

    JsonNode asked = ask(new ModernClient(house).with("{\"elicitation\":{\"form\":{}}}"));

    assertThat(question(asked).at("/params/requestedSchema/properties").has("approved")).isTrue();
  }

  @Test
  void letsOnlyTheOneWhoBeganTheRunSeeTheQuestion() {
    open(AccessOptions.ofKeys(ApiKey.of("ada", ADA), ApiKey.of("eve", EVE)));
    ModernClient client = new ModernClient(house).with("{\"elicitation\":{\"url\":{}}}").as(ADA);
    JsonNode asked = ask(client);
    String url = question(asked).at("/params/url").asText();
    assertThat(url).doesNotContain("ada");
    Future<JsonNode> answer = goOn(client, asked, "{\"action\":\"accept\"}");

    Browser.Page door = browser.open(url);
    assertThat(door.text()).contains("Key or token").doesNotContain("pay");
    assertThat(browser.send(door, Map.of("decision", "approve")).status()).as("without a key").isEqualTo(403);
    assertThat(browser.send(door, Map.of("credential", EVE)).status()).as("of somebody else").isEqualTo(403);
    Browser.Page page = browser.send(door, Map.of("credential", ADA));
    assertThat(page.text()).contains("Approve");
    browser.send(page, Map.of("decision", "approve"));

    JsonNode done = await(answer);
    assertThat(done.at("/structuredContent/payment").asText()).isEqualTo("paid");
    RunId run = new RunId(done.path("_meta").path("io.roundhouse/run").asText());
    assertThat(await(house.runtime.trace(run)).toString()).contains("key:ada").doesNotContain(ADA);
  }

  @Test
  void closesThePageAfterFiveWrongKeys() {
    open(AccessOptions.ofKeys(ApiKey.of("ada", ADA), ApiKey.of("eve", EVE)));
    String url = question(ask(new ModernClient(house).with("{\"elicitation\":{\"url\":{}}}").as(ADA))).at("/params/url").asText();
    Browser.Page door = browser.open(url);
    for (int i = 0; i < 5; i++) {
      assertThat(browser.send(door, Map.of("credential", "rh_wrongwrongwrongwrong" + i)).status()).isEqualTo(403);
    }

    assertThat(browser.send(door, Map.of("credential", ADA)).status()).isEqualTo(404);
  }

  @Test
  void asksWithinTheCallOfASessionAndTellsWhenItIsDone() throws Exception {
    open(AccessOptions.off());
    RawClient client = new RawClient(house);
    String initialize = RawClient.INITIALIZE.replace("\"capabilities\":{}", "\"capabilities\":{\"elicitation\":{\"url\":{}}}");
    String session = client.post(null, initialize).headers().firstValue("Mcp-Session-Id").orElseThrow();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest call = client.request(session, RawClient.call(1, "order", "{\"order\":\"7\"}")).build();
      HttpResponse<InputStream> response = http.send(call, HttpResponse.BodyHandlers.ofInputStream());
      BufferedReader events = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
      JsonNode asked = next(events);
      String elicitation = asked.at("/params/elicitationId").asText();
      assertThat(asked.at("/params/mode").asText()).isEqualTo("url");
      assertThat(asked.at("/params/url").asText()).doesNotContain(elicitation);

      client.post(session, "{\"jsonrpc\":\"2.0\",\"id\":" + asked.path("id") + ",\"result\":{\"action\":\"accept\"}}");
      browser.send(browser.open(asked.at("/params/url").asText()), Map.of("decision", "approve"));

      JsonNode told = next(events);
      assertThat(told.path("method").asText()).isEqualTo("notifications/elicitation/complete");
      assertThat(told.at("/params/elicitationId").asText()).isEqualTo(elicitation);
      assertThat(next(events).at("/result/structuredContent/payment").asText()).isEqualTo("paid");
      http.shutdownNow();
    }
  }

  private static JsonNode next(BufferedReader events) throws Exception {
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.startsWith("data: {")) {
        return House.json(line.substring(6));
      }
    }
    throw new AssertionError("the stream has ended");
  }
}
