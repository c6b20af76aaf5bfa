package io.roundhouse.protocols.mcp;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.FixtureTools;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.Wire;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolResult;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Revision 2026-07-28 over HTTP, where the public conformance suite does not look. */
class ModernIT {

  private static final Schema NAME = Schema.parse(
      "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}");
  private static final String TASKS = "{\"elicitation\":{},\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";

  private House house;
  private ModernClient client;

  @BeforeEach
  void open() {
    house = House.with(McpOptions.ofDefaults().withPageSize(3));
    client = new ModernClient(house);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void pagesThroughTheListInOneOrder() {
    List<String> names = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = client.call("tools/list", cursor.isEmpty() ? "" : "\"cursor\":\"" + cursor + "\"").path("result");
      assertThat(page.path("tools").size()).isLessThanOrEqualTo(3);
      assertThat(page.path("ttlMs").asLong()).isEqualTo(60_000);
      assertThat(page.path("cacheScope").asText()).isEqualTo("public");
      names.addAll(page.path("tools").findValuesAsText("name"));
      cursor = page.path("nextCursor").asText("");
    } while (!cursor.isEmpty());

    assertThat(names).isSorted().contains("echo", "greeter", "stumbler").doesNotHaveDuplicates().hasSizeGreaterThan(6);
    assertThat(client.call("tools/list", "\"cursor\":\"nonsense\"").at("/error/code").asInt()).isEqualTo(-32602);
  }

  @Test
  void cancelsTheWorkWhenTheClientClosesTheResponse() throws Exception {
    house.close();
    house = House.with(McpOptions.ofDefaults().withPatience(Duration.ofMillis(50)));
    client = new ModernClient(house);

    ModernClient.Events events = client.open("tools/call", "\"name\":\"hold\",\"arguments\":{}");
    FixtureTools.Held held = house.tools.nextHeld();
    events.close();

    await(held.cancelled().future());
  }

  @Test
  void cancelsTheWorkWhenTheClientIsGoneBeforeAnyAnswer() throws Exception {
    String body = client.body("tools/call", "\"name\":\"hold\",\"arguments\":{}").toString();
    String head = String.join("\r\n", "POST /mcp HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json",
        "Accept: application/json, text/event-stream", "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call", "Mcp-Name: hold",
        "Content-Length: " + body.length(), "", "");

    FixtureTools.Held held;
    try (Socket socket = new Socket("127.0.0.1", house.front.port())) {
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      held = house.tools.nextHeld();
    }

    await(held.cancelled().future());
  }

  @Test
  void holdsHeadersAgainstTheBody() {
    ObjectNode body = client.body("tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"x\"}");
    HttpRequest.Builder wrongName = client.bare(body).header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call")
        .header("Mcp-Name", "hold");
    HttpRequest.Builder encoded = client.bare(body).header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call")
        .header("Mcp-Name", "=?base64?ZWNobw==?=");

    assertRefused(house.send(client.bare(body)), 400, -32020);
    assertRefused(house.send(wrongName), 400, -32020);
    assertThat(House.json(house.send(encoded)).at("/result/structuredContent/text").asText()).isEqualTo("x");
  }

  @Test
  void asksBackAndGoesOnWithTheSameRun() {
    house.runtime.update(catalog -> catalog.with(Tool.async("register", "Registers", Schema.anyObject(), call ->
        call.dialogue().ask(new InputRequest.Form("who", "Who are you?", NAME)).map(answer ->
            ToolResult.text(answer instanceof InputAnswer.Accepted accepted ? accepted.content().path("name").asText() : "nobody")))));
    client.with("{\"elicitation\":{}}");
    String params = "\"name\":\"register\",\"arguments\":{}";

    JsonNode asked = client.call("tools/call", params).path("result");
    String state = asked.path("requestState").asText();
    JsonNode misfit = client.call("tools/call", params + answers("{\"action\":\"accept\",\"content\":{\"name\":7}}", state));
    JsonNode again = client.call("tools/call", params + ",\"requestState\":\"" + state + "\"").path("result");
    JsonNode foreign = client.call("tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"x\"},\"requestState\":\"" + state + "\"");
    JsonNode done = client.call("tools/call", params
        + answers("{\"action\":\"accept\",\"content\":{\"name\":\"Ada\"}}", again.path("requestState").asText())).path("result");

    assertThat(asked.path("resultType").asText()).isEqualTo("input_required");
    assertThat(asked.at("/inputRequests/who/params/message").asText()).isEqualTo("Who are you?");
    assertThat(misfit.at("/error/code").asInt()).isEqualTo(-32602);
    assertThat(again.path("inputRequests").has("who")).isTrue();
    assertThat(again.path("requestState").asText()).isNotEqualTo(state);
    assertThat(foreign.at("/error/message").asText()).contains("belongs to another request");
    assertThat(done.at("/content/0/text").asText()).isEqualTo("Ada");
    assertThat(house.get("/runs").body().split("\"target\":\"register\"", -1)).hasSize(2);
  }

  @Test
  void turnsASlowCallIntoATaskAndTellsOfItsEnd() throws Exception {
    house.close();
    McpOptions defaults = McpOptions.ofDefaults();
    McpOptions.Tasks tasks = defaults.tasks();
    house = House.with(defaults.withTasks(new McpOptions.Tasks(
        Duration.ofMillis(50), tasks.ttl(), tasks.pollInterval(), tasks.most(), tasks.stateTtl(), null)));
    client = new ModernClient(house).with(TASKS);

    JsonNode created = client.call("tools/call", "\"name\":\"hold\",\"arguments\":{}").path("result");
    String id = created.path("taskId").asText();
    try (ModernClient.Events events = client.open("subscriptions/listen", "\"notifications\":{\"taskIds\":[\"" + id + "\",\"none\"]}")) {
      JsonNode acknowledged = events.next();
      house.tools.nextHeld().answer().complete(ToolResult.text("done at last"));
      JsonNode told = events.next().path("params");

      assertThat(created.path("resultType").asText()).isEqualTo("task");
      assertThat(created.path("status").asText()).isEqualTo("working");
      assertThat(acknowledged.at("/params/notifications/taskIds")).hasSize(1);
      assertThat(told.path("status").asText()).isEqualTo("completed");
      assertThat(told.at("/result/content/0/text").asText()).isEqualTo("done at last");
    }
    assertThat(client.call("tasks/get", "\"taskId\":\"" + id + "\"").at("/result/status").asText()).isEqualTo("completed");
  }

  @Test
  void readsARunAndItsTraceAndHearsOfChanges() {
    JsonNode called = client.call("tools/call", "\"name\":\"greeter\",\"arguments\":{\"text\":\"Ada\"}").path("result");
    String run = called.path("_meta").path("io.roundhouse/run").asText();
    String uri = "roundhouse://runs/" + run;

    JsonNode state = House.json(client.call("resources/read", "\"uri\":\"" + uri + "\"").at("/result/contents/0/text").asText());
    JsonNode trace = House.json(client.call("resources/read", "\"uri\":\"" + uri + "/trace\"").at("/result/contents/0/text").asText());
    JsonNode values = client.call("completion/complete", "\"ref\":{\"type\":\"ref/resource\",\"uri\":\"roundhouse://runs/{id}\"},"
        + "\"argument\":{\"name\":\"id\",\"value\":\"" + run.substring(0, 8) + "\"}").at("/result/completion/values");

    assertThat(state.path("status").asText()).isEqualTo("completed");
    assertThat(state.path("target").asText()).isEqualTo("greeter");
    assertThat(trace.path("entries").findValuesAsText("event")).startsWith("accepted").endsWith("completed");
    assertThat(values).extracting(JsonNode::asText).contains(run);
    assertThat(client.call("resources/list", "").at("/result/resources").findValuesAsText("uri")).contains(uri);
  }

  @Test
  void tellsWhoListensThatARunHasMovedOn() {
    client.with(TASKS);
    house.runtime.update(catalog -> catalog.with(Tool.async("wait", "Waits", Schema.anyObject(), call ->
        call.dialogue().ask(new InputRequest.Form("go", "Go on?", NAME)).map(answer -> ToolResult.text("gone on")))));
    JsonNode asked = client.call("tools/call", "\"name\":\"wait\",\"arguments\":{}").path("result");
    String run = House.json(house.get("/runs")).at("/runs/0/run").asText();
    String uri = "roundhouse://runs/" + run;

    try (ModernClient.Events events = client.open("subscriptions/listen",
        "\"notifications\":{\"resourceSubscriptions\":[\"" + uri + "\"]}")) {
      JsonNode acknowledged = events.next();
      client.call("tools/call", "\"name\":\"wait\",\"arguments\":{}"
          + answers("go", "{\"action\":\"decline\"}", asked.path("requestState").asText()));
      JsonNode told = events.next();

      assertThat(acknowledged.path("method").asText()).isEqualTo("notifications/subscriptions/acknowledged");
      assertThat(told.path("method").asText()).isEqualTo("notifications/resources/updated");
      assertThat(told.at("/params/uri").asText()).isEqualTo(uri);
      assertThat(told.path("params").path("_meta").path("io.modelcontextprotocol/subscriptionId").asInt()).isEqualTo(7);
    }
  }

  @Test
  void offersTheInstructionsOfAgentsAsPrompts() {
    house.runtime.update(catalog -> catalog.with(new Agent(
        "poet", "Writes poems", List.of(), new AgentBody.Prompted("You are a poet.", List.of(), null, 3))));

    JsonNode prompts = client.call("prompts/list", "").at("/result/prompts");
    JsonNode filled = client.call("prompts/get", "\"name\":\"poet\",\"arguments\":{\"request\":\"About rain\"}").path("result");

    assertThat(prompts.findValuesAsText("name")).contains("poet");
    assertThat(filled.at("/messages/0/content/text").asText()).isEqualTo("You are a poet.\n\nAbout rain");
  }

  @Test
  void endsSubscriptionsWithAResultWhenItCloses() {
    try (ModernClient.Events events = client.open("subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}")) {
      events.next();
      await(house.front.close(Duration.ofSeconds(1)));

      assertThat(events.next().at("/result/resultType").asText()).isEqualTo("complete");
    }
  }

  private static String answers(String answer, String state) {
    return answers("who", answer, state);
  }

  private static String answers(String key, String answer, String state) {
    return ",\"inputResponses\":{\"" + key + "\":" + answer + "},\"requestState\":\"" + state + "\"";
  }

  private static void assertRefused(HttpResponse<String> response, int status, int code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(House.json(response).at("/error/code").asInt()).isEqualTo(code);
    assertThat(House.json(response).path("id").asInt()).isEqualTo(7);
    Wire.assertDiscreet(response.body());
  }
}
