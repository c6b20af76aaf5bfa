package io.roundhouse.protocols;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with a few bytes changed: whatever they become, the answer is coded and says nothing about our code. */
class MutationIT {

  private static final int REQUESTS = 400;
  private static final List<String> MCP = List.of(
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"}}}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"logging/setLevel\",\"params\":{\"level\":\"info\"}}",
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}",
      "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":"
          + "{\"roots\":{\"listChanged\":true},\"sampling\":{}},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"roots\":[]}}");
  private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
      + "\"io.modelcontextprotocol/clientCapabilities\":{\"elicitation\":{},\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}}";
  private static final Map<String, String> MODERN = Map.of(
      "tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"},\"inputResponses\":{\"a\":{}},",
      "tools/list", "\"cursor\":\"YWZ0ZXI6ZWNobw\",",
      "resources/read", "\"uri\":\"roundhouse://runs/x/trace\",",
      "prompts/get", "\"name\":\"poet\",\"arguments\":{\"request\":\"x\"},\"requestState\":\"a.b\",",
      "completion/complete", "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"x\"},\"argument\":{\"name\":\"a\",\"value\":\"b\"},",
      "tasks/update", "\"taskId\":\"x\",\"inputResponses\":{\"a\":{\"action\":\"accept\"}},");
  private static final List<String> A2A = List.of(
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"params\":{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\","
          + "\"parts\":[{\"text\":\"hi\"},{\"data\":[1]}]},\"configuration\":{\"historyLength\":1}}}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\",\"params\":{\"id\":\"x\",\"historyLength\":0}}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ListTasks\",\"params\":{\"contextId\":\"c\",\"pageSize\":2,"
          + "\"status\":\"TASK_STATE_WORKING\",\"statusTimestampAfter\":\"2026-01-01T00:00:00Z\",\"includeArtifacts\":true,"
          + "\"pageToken\":\"MTox\"}}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendStreamingMessage\",\"params\":{\"message\":{\"messageId\":\"m\","
          + "\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"hi\",\"metadata\":{\"a\":1}}],\"extensions\":[\"urn:x\"]}}}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"CreateTaskPushNotificationConfig\",\"params\":{\"taskId\":\"x\",\"url\":"
          + "\"https://example.com/hook\",\"authentication\":{\"scheme\":\"Bearer\",\"credentials\":\"c\"}}}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"CancelTask\",\"params\":{\"id\":\"x\",\"metadata\":{}}}");
  private static final String[] INSERTS = {"null", "{}", "[]", "-1e999", "\"\\ud800\"", "{\"a\":", "\u0000", "é", "99999999999999999999"};

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

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20260728, 4242})
  void answersEveryMutatedRequestWithACode(long seed) {
    Random random = new Random(seed);
    HttpResponse<Buffer> opened = await(mcp(null).sendBuffer(Buffer.buffer(MCP.get(4))));
    String session = opened.getHeader("Mcp-Session-Id");

    List<Future<HttpResponse<Buffer>>> answers = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      answers.add(mcp(session).sendBuffer(mutated(MCP.get(random.nextInt(MCP.size())), random)));
      answers.add(modern(random));
      answers.add(a2a().sendBuffer(mutated(A2A.get(random.nextInt(A2A.size())), random)));
    }
    await(Future.all(answers));

    assertThat(answers).allSatisfy(answer -> {
      HttpResponse<Buffer> response = answer.result();
      assertThat(response.statusCode()).as(response.bodyAsString()).isLessThan(500);
      if (response.body() != null) {
        assertThat(response.bodyAsString()).doesNotContain("\"code\":-32603");
        Wire.assertDiscreet(response.bodyAsString());
      }
    });
  }

  private HttpRequest<Buffer> mcp(String session) {
    HttpRequest<Buffer> request = client.postAbs(house.url("/mcp"))
        .putHeader("Content-Type", "application/json").putHeader("Accept", "application/json, text/event-stream");
    return session == null ? request : request.putHeader("Mcp-Session-Id", session);
  }

  private Future<HttpResponse<Buffer>> modern(Random random) {
    List<String> methods = MODERN.keySet().stream().sorted().toList();
    String method = methods.get(random.nextInt(methods.size()));
    String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + MODERN.get(method) + META + "}}";
    String name = method.equals("tools/call") ? "echo" : method.equals("prompts/get") ? "poet" : "roundhouse://runs/x/trace";
    return mcp(null)
        .putHeader("MCP-Protocol-Version", "2026-07-28").putHeader("Mcp-Method", method)
        .putHeader("Mcp-Name", method.equals("tasks/update") ? "x" : name)
        .sendBuffer(mutated(message, random));
  }

  private HttpRequest<Buffer> a2a() {
    return client.postAbs(house.url("/a2a/greeter")).putHeader("Content-Type", "application/json").putHeader("A2A-Version", "1.0");
  }

  private static Buffer mutated(String message, Random random) {
    StringBuilder text = new StringBuilder(message);
    for (int changes = random.nextInt(3); changes >= 0; changes--) {
      int at = random.nextInt(Math.max(1, text.length()));
      int to = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(at, INSERTS[random.nextInt(INSERTS.length)]);
        case 2 -> text.insert(at, text.substring(at, to));
        default -> replaceValue(text, random);
      }
    }
    return Buffer.buffer(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Puts something else where a value begins, so that most of what comes out is still JSON. */
  private static void replaceValue(StringBuilder text, Random random) {
    int colon = text.indexOf(":", random.nextInt(Math.max(1, text.length())));
    int end = colon < 0 ? -1 : text.indexOf(",", colon);
    if (end > colon) {
      text.replace(colon + 1, end, INSERTS[random.nextInt(INSERTS.length)]);
    }
  }
}
