package io.roundhouse.protocols.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a task goes through, told by JSON-RPC. */
class TaskLifeIT {

  private A2aHouse house;

  @BeforeEach
  void open() {
    house = A2aHouse.open(A2aOptions.ofDefaults());
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void answersWithAnArtifact() {
    JsonNode task = house.task("hello", "");

    assertThat(state(task)).isEqualTo("COMPLETED");
    assertThat(task.at("/artifacts/0/parts/0/text").asText()).isEqualTo("You said: hello");
    assertThat(task.at("/history/0/parts/0/text").asText()).isEqualTo("hello");
    assertThat(task.path("contextId").asText()).isNotEmpty();
  }

  @Test
  void answersWithFilesAndData() {
    JsonNode files = house.task("file", "").at("/artifacts/0/parts");
    JsonNode data = house.task("data", "").at("/artifacts/0/parts");

    assertThat(files.get(1).path("raw").asText()).isEqualTo("Ynl0ZXM=");
    assertThat(files.get(1).path("filename").asText()).isEqualTo("output.txt");
    assertThat(files.get(2).path("url").asText()).isEqualTo("https://example.com/far.txt");
    assertThat(data).hasSize(1);
    assertThat(data.at("/0/data/count").asInt()).isEqualTo(42);
  }

  @Test
  void answersWithAMessageIfTheAgentSaysSo() {
    JsonNode answer = house.rpc("talker", "SendMessage", A2aHouse.message("say hi there", ""));

    assertThat(answer.at("/result/message/parts/0/text").asText()).isEqualTo("hi there");
    assertThat(answer.at("/result/message/role").asText()).isEqualTo("ROLE_AGENT");
  }

  @Test
  void tellsRefusalsFromFaults() {
    JsonNode refused = house.task("reject", "");
    JsonNode broken = house.task("fail", "");

    assertThat(state(refused)).isEqualTo("REJECTED");
    assertThat(refused.at("/status/message/parts/0/text").asText()).contains("not for you");
    assertThat(state(broken)).isEqualTo("FAILED");
    Wire.assertDiscreet(broken.toString());
  }

  @Test
  void asksAndGoesOnWithTheAnswers() {
    JsonNode first = house.task("twice", "");
    String id = first.path("id").asText();

    JsonNode second = house.task("Oslo", ",\"taskId\":\"" + id + "\"");
    JsonNode done = house.task("Rome", ",\"taskId\":\"" + id + "\",\"contextId\":\"" + first.path("contextId").asText() + "\"");

    assertThat(state(first)).isEqualTo("INPUT_REQUIRED");
    assertThat(first.at("/status/message/parts/0/text").asText()).isEqualTo("From which city?");
    assertThat(first.at("/status/message/parts/1/data/schema/required/0").asText()).isEqualTo("city");
    assertThat(second.at("/status/message/parts/0/text").asText()).isEqualTo("To which city?");
    assertThat(state(done)).isEqualTo("COMPLETED");
    assertThat(done.at("/artifacts/0/parts/0/text").asText()).isEqualTo("Oslo to Rome");
    List<String> said = new ArrayList<>();
    done.path("history").forEach(message -> said.add(message.at("/parts/0/text").asText()));
    assertThat(said).containsExactly("twice", "From which city?", "Oslo", "To which city?", "Rome");
  }

  @Test
  void asksForAuthorizationInTheTask() {
    JsonNode task = house.task("login", "");
    JsonNode declined = house.task("no", ",\"taskId\":\"" + task.path("id").asText()
        + "\",\"metadata\":{\"io.roundhouse/action\":\"decline\"}");

    assertThat(state(task)).isEqualTo("AUTH_REQUIRED");
    assertThat(task.at("/status/message/parts/1/data/url").asText()).isEqualTo("https://login.example/x");
    assertThat(declined.at("/artifacts/0/parts/0/text").asText()).isEqualTo("not signed in");
  }

  @Test
  void refusesMessagesThatATaskDoesNotTake() {
    String ended = house.task("hello", "").path("id").asText();
    JsonNode asking = house.task("ask", "");
    String id = asking.path("id").asText();

    assertThat(code(send("more", ",\"taskId\":\"" + ended + "\""))).isEqualTo(-32004);
    assertThat(code(send("x", ",\"taskId\":\"" + id + "\",\"contextId\":\"another\""))).isEqualTo(-32602);
    assertThat(code(send("x", ",\"taskId\":\"unknown\""))).isEqualTo(-32001);
    assertThat(house.rpc("echo", "GetTask", "{\"id\":\"" + id + "\"}").at("/error/code").asInt()).isEqualTo(-32001);
  }

  @Test
  void showsAsMuchHistoryAsIsWanted() {
    String id = house.task("ask", "").path("id").asText();
    house.task("Oslo", ",\"taskId\":\"" + id + "\"");

    assertThat(get(id, ",\"historyLength\":0").has("history")).isFalse();
    assertThat(get(id, ",\"historyLength\":1").path("history")).hasSize(1);
    assertThat(get(id, ",\"history_length\":2").path("history")).hasSize(2);
    assertThat(get(id, "").path("history")).hasSize(3);
    assertThat(house.rpc("talker", "GetTask", "{\"id\":\"" + id + "\",\"historyLength\":-1}").at("/error/code").asInt())
        .isEqualTo(-32602);
  }

  @Test
  void returnsAtOnceIfTheClientWantsIt() {
    JsonNode sent = house.rpc("talker", "SendMessage",
        A2aHouse.message("wait a", "").replace("]}}", "]},\"configuration\":{\"returnImmediately\":true}}")).at("/result/task");
    String id = sent.path("id").asText();
    JsonNode cancelled = house.rpc("talker", "CancelTask", "{\"id\":\"" + id + "\"}").path("result");

    assertThat(state(sent)).isIn("SUBMITTED", "WORKING");
    assertThat(state(cancelled)).isEqualTo("CANCELED");
    assertThat(house.rpc("talker", "CancelTask", "{\"id\":\"" + id + "\"}").at("/error/code").asInt()).isEqualTo(-32002);
    assertThat(house.agents.sawInterrupt()).isTrue();
  }

  @Test
  void joinsAMessageThatIsSentTwiceIfTheClientDeclaresIt() {
    Map<String, String> declared = Map.of("A2A-Extensions", A2aExtension.IDEMPOTENT_MESSAGES.uri());

    String first = house.rpc("talker", "SendMessage", A2aHouse.message("hello", ""), declared).at("/result/task/id").asText();
    String again = house.rpc("talker", "SendMessage", A2aHouse.message("hello", ""), declared).at("/result/task/id").asText();
    String other = house.rpc("talker", "SendMessage", A2aHouse.message("hello", "")).at("/result/task/id").asText();

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void listsTasksPageByPage() {
    for (int i = 0; i < 5; i++) {
      house.task("hello " + i, ",\"contextId\":\"c1\"");
    }
    house.task("ask", ",\"contextId\":\"c1\"");
    house.task("other", ",\"contextId\":\"c2\"");

    List<String> seen = new ArrayList<>();
    String token = "";
    do {
      JsonNode page = list("{\"contextId\":\"c1\",\"pageSize\":4,\"pageToken\":\"" + token + "\"}");
      assertThat(page.path("totalSize").asInt()).isEqualTo(6);
      page.path("tasks").forEach(task -> seen.add(task.at("/status/timestamp").asText()));
      page.path("tasks").forEach(task -> assertThat(task.has("artifacts")).isFalse());
      token = page.path("nextPageToken").asText();
    } while (!token.isEmpty());

    assertThat(seen).hasSize(6).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(list("{\"status\":\"TASK_STATE_INPUT_REQUIRED\"}").path("tasks")).hasSize(1);
    assertThat(list("{\"contextId\":\"c2\",\"includeArtifacts\":true}").at("/tasks/0/artifacts")).hasSize(1);
    assertThat(list("{\"statusTimestampAfter\":\"2999-01-01T00:00:00Z\"}").path("tasks")).isEmpty();
    assertThat(house.rpc("talker", "ListTasks", "{\"pageSize\":101}").at("/error/code").asInt()).isEqualTo(-32602);
    assertThat(house.rpc("talker", "ListTasks", "{\"pageToken\":\"%%\"}").at("/error/code").asInt()).isEqualTo(-32602);
    assertThat(house.rpc("talker", "ListTasks", "{\"status\":\"RUNNING\"}").at("/error/code").asInt()).isEqualTo(-32602);
  }

  private JsonNode list(String params) {
    return house.rpc("talker", "ListTasks", params).path("result");
  }

  private JsonNode get(String id, String more) {
    return house.rpc("talker", "GetTask", "{\"id\":\"" + id + "\"" + more + "}").path("result");
  }

  private JsonNode send(String text, String more) {
    return house.rpc("talker", "SendMessage", A2aHouse.message(text, more));
  }

  private static int code(JsonNode answer) {
    return answer.at("/error/code").asInt();
  }

  private static String state(JsonNode task) {
    return task.at("/status/state").asText().replace("TASK_STATE_", "");
  }
}
