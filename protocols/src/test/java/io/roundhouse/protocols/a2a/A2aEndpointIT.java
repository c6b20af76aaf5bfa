package io.roundhouse.protocols.a2a;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.Wire;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A2A over a real socket. */
class A2aEndpointIT {

  private static final String HELLO = """
      {"message":{"messageId":"m1","role":"ROLE_USER","parts":[{"text":"Ada"},{"data":{"n":1}}]}}""";

  private House house;
  private WebClient client;

  @BeforeEach
  void open() {
    house = House.open();
    client = WebClient.create(house.vertx);
  }

  @AfterEach
  void close() {
    client.close();
    house.close();
  }

  @Test
  void answersAMessageWithTextAndData() {
    JsonNode task = rpc("greeter", "SendMessage", HELLO).at("/result/task");

    assertThat(task.at("/artifacts/0/parts/0/text").asText()).isEqualTo("Hello, Ada!");
    assertThat(task.at("/artifacts/0/parts/1/data/seen/n").asInt()).isEqualTo(1);
    assertThat(task.path("contextId").asText()).isNotEmpty();
    assertThat(House.json(house.get("/runs/" + task.path("id").asText())).at("/entries/0/caller").asText()).isEqualTo("a2a");
  }

  @Test
  void keepsTheConversationTheClientNames() {
    JsonNode answer = rpc("greeter", "SendMessage", HELLO.replace("\"m1\"", "\"m1\",\"contextId\":\"c-9\""));

    assertThat(answer.at("/result/task/contextId").asText()).isEqualTo("c-9");
  }

  @Test
  void answersBelowATrailingSlashAndIgnoresWhatItDoesNotKnow() {
    HttpResponse<Buffer> response = post("greeter/", "1.0", "SendMessage", HELLO.replace("{\"message\"", "{\"new\":1,\"message\"")
        .replace("\"messageId\"", "\"brand_new\":{\"a\":1},\"message_id\""));

    JsonNode task = House.json(response.bodyAsString()).at("/result/task");
    assertThat(task.at("/history/0/messageId").asText()).isEqualTo("m1");
    assertThat(task.toString()).doesNotContain("brand");
  }

  @Test
  void reportsFailedWorkAsAFailedTask() {
    JsonNode answer = rpc("stumbler", "SendMessage", HELLO);

    assertThat(answer.at("/result/task/status/state").asText()).isEqualTo("TASK_STATE_FAILED");
    Wire.assertDiscreet(answer.toString());
  }

  @Test
  void showsCardsThatCachesUnderstand() {
    HttpResponse<Buffer> first = await(client.getAbs(house.url("/a2a/greeter/.well-known/agent-card.json")).send());
    HttpResponse<Buffer> again = await(client.getAbs(house.url("/a2a/greeter/.well-known/agent-card.json"))
        .putHeader("If-None-Match", first.getHeader("ETag")).send());
    HttpResponse<Buffer> standard = await(client.getAbs(house.url("/.well-known/agent-card.json")).send());

    JsonNode card = House.json(first.bodyAsString());
    assertThat(card.path("name").asText()).isEqualTo("greeter");
    assertThat(card.at("/supportedInterfaces/0/url").asText()).isEqualTo(house.url("/a2a/greeter"));
    assertThat(card.at("/supportedInterfaces/0/protocolBinding").asText()).isEqualTo("JSONRPC");
    assertThat(card.at("/supportedInterfaces/0/protocolVersion").asText()).isEqualTo("1.0");
    assertThat(card.at("/skills/0/tags/0").asText()).isEqualTo("greeter");
    assertThat(first.getHeader("Cache-Control")).contains("max-age=60");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(House.json(standard.bodyAsString()).path("name").asText()).isEqualTo("greeter");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "SendMessage | {} | -32602",
      "SendMessage | {\"message\":{$USER,\"parts\":[]}} | -32602",
      "SendMessage | {\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_AGENT\",\"parts\":[{\"text\":\"x\"}]}} | -32602",
      "SendMessage | {\"message\":{$USER,\"parts\":[{\"text\":\"x\",\"data\":1}]}} | -32602",
      "SendMessage | {\"message\":{$USER,\"parts\":[{\"url\":\"file:x\"}]}} | -32005",
      "SendMessage | {\"message\":{$USER,\"taskId\":\"t\",\"parts\":[{\"text\":\"x\"}]}} | -32001",
      "GetTask | {} | -32602",
      "GetTask | {\"id\":\"nope\"} | -32001",
      "SendStreamingMessage | {} | -32602",
      "SubscribeToTask | {\"id\":\"nope\"} | -32001",
      "GetExtendedAgentCard | {} | -32004",
      "ListTasks | {\"pageSize\":0} | -32602",
      "CreateTaskPushNotificationConfig | {} | -32003",
      "message/send | {} | -32601",
  })
  void refusesWhatItCannotDo(String method, String params, int code) {
    JsonNode answer = rpc("greeter", method, params.replace("$USER", "\"messageId\":\"m\",\"role\":\"ROLE_USER\""));

    assertThat(error(answer)).isEqualTo(code);
    Wire.assertDiscreet(answer.toString());
  }

  @Test
  void cancelsATaskOnlyWhileItRuns() {
    String id = rpc("greeter", "SendMessage", HELLO).at("/result/task/id").asText();

    assertThat(error(rpc("greeter", "CancelTask", "{\"id\":\"" + id + "\"}"))).isEqualTo(-32002);
  }

  @ParameterizedTest
  @CsvSource({"0.3", "1.1", "''"})
  void refusesOtherVersions(String version) {
    HttpResponse<Buffer> response = post("greeter", version, "SendMessage", HELLO);

    JsonNode answer = House.json(response.bodyAsString());
    assertThat(error(answer)).isEqualTo(-32009);
    assertThat(answer.at("/error/data/0/reason").asText()).isEqualTo("VERSION_NOT_SUPPORTED");
    assertThat(answer.path("id").asInt()).isEqualTo(5);
  }

  @Test
  void knowsNoOtherAgents() {
    HttpResponse<Buffer> response = post("nobody", "1.0", "SendMessage", HELLO);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.bodyAsString()).contains("UNKNOWN_AGENT");
    assertThat(await(client.getAbs(house.url("/a2a/nobody/.well-known/agent-card.json")).send()).statusCode()).isEqualTo(404);
  }

  private JsonNode rpc(String agent, String method, String params) {
    HttpResponse<Buffer> response = post(agent, "1.0", method, params);
    assertThat(response.statusCode()).isEqualTo(200);
    return House.json(response.bodyAsString());
  }

  private HttpResponse<Buffer> post(String agent, String version, String method, String params) {
    HttpRequest<Buffer> request = client.postAbs(house.url("/a2a/" + agent)).putHeader("Content-Type", "application/json");
    if (!version.isEmpty()) {
      request.putHeader("A2A-Version", version);
    }
    return await(request.sendBuffer(Buffer.buffer(
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"" + method + "\",\"params\":" + params + "}")));
  }

  private static int error(JsonNode answer) {
    return answer.at("/error/code").asInt();
  }
}
