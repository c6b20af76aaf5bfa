package io.roundhouse.protocols.a2a;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import io.roundhouse.runtime.journal.SqliteJournal;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What streams of tasks tell, and when they end. */
class TaskStreamIT {

  private static final String END = "end of stream";

  @Test
  void tellsTheTaskFirstAndThenWhatHappens() {
    try (A2aHouse house = A2aHouse.open(A2aOptions.ofDefaults())) {
      Stream stream = stream(house, "SendStreamingMessage", A2aHouse.message("hello", ""), null);

      List<JsonNode> events = stream.rest();

      assertThat(kinds(events)).containsExactly("task", "statusUpdate", "artifactUpdate", "statusUpdate");
      assertThat(events.get(0).at("/task/status/state").asText()).isEqualTo("TASK_STATE_SUBMITTED");
      assertThat(events.get(1).at("/statusUpdate/status/state").asText()).isEqualTo("TASK_STATE_WORKING");
      assertThat(events.get(3).at("/statusUpdate/status/state").asText()).isEqualTo("TASK_STATE_COMPLETED");
      assertThat(stream.ids).containsExactly("1.0", "2.0", "4.0", "4.1");
    }
  }

  @Test
  void streamsTextPieceByPieceToEverybodyInTheSameOrder() {
    try (A2aHouse house = A2aHouse.open(A2aOptions.ofDefaults())) {
      Stream first = stream(house, "SendStreamingMessage", A2aHouse.message("stream s", ""), null);
      String id = first.next().at("/task/id").asText();
      first.until("two ");
      Stream second = stream(house, "SubscribeToTask", "{\"id\":\"" + id + "\"}", null);
      JsonNode joined = second.next();
      Stream third = stream(house, "SubscribeToTask", "{\"id\":\"" + id + "\"}", null);
      third.next();
      third.close();
      house.agents.release("s");

      List<JsonNode> toFirst = first.rest();
      List<JsonNode> toSecond = second.rest();

      assertThat(joined.at("/task/artifacts/0/parts/0/text").asText()).isEqualTo("one two ");
      assertThat(toSecond).isEqualTo(toFirst);
      assertThat(toSecond.getFirst().at("/artifactUpdate/append").asBoolean()).isTrue();
      assertThat(kinds(toSecond)).containsExactly("artifactUpdate", "artifactUpdate", "statusUpdate");
      assertThat(toSecond.get(1).at("/artifactUpdate/artifact/parts/0/text").asText()).isEqualTo("one two three");
      assertThat(toSecond.get(1).at("/artifactUpdate/lastChunk").asBoolean()).isTrue();
    }
  }

  @Test
  void endsWhenTheTaskAsksAndASubscriptionLivesOn() {
    try (A2aHouse house = A2aHouse.open(A2aOptions.ofDefaults())) {
      Stream sent = stream(house, "SendStreamingMessage", A2aHouse.message("ask", ""), null);
      String id = sent.next().at("/task/id").asText();
      List<JsonNode> asked = sent.rest();
      Stream subscribed = stream(house, "SubscribeToTask", "{\"id\":\"" + id + "\"}", null);
      JsonNode state = subscribed.next();

      house.task("Oslo", ",\"taskId\":\"" + id + "\"");

      assertThat(asked.getLast().at("/statusUpdate/status/state").asText()).isEqualTo("TASK_STATE_INPUT_REQUIRED");
      assertThat(state.at("/task/status/state").asText()).isEqualTo("TASK_STATE_INPUT_REQUIRED");
      assertThat(subscribed.rest().getLast().at("/statusUpdate/status/state").asText()).isEqualTo("TASK_STATE_COMPLETED");
      assertThat(house.rpc("talker", "SubscribeToTask", "{\"id\":\"" + id + "\"}").at("/error/code").asInt()).isEqualTo(-32004);
    }
  }

  @Test
  void takesAStreamUpAgainAcrossARestart(@TempDir Path folder) {
    Path file = folder.resolve("journal.db");
    String id;
    try (A2aHouse house = A2aHouse.open(A2aOptions.ofDefaults(), vertx -> SqliteJournal.open(vertx, file))) {
      Stream stream = stream(house, "SendStreamingMessage", A2aHouse.message("twice", ""), null);
      id = stream.next().at("/task/id").asText();
      stream.rest();
      assertThat(stream.ids.getLast()).isEqualTo("3.0");
    }
    try (A2aHouse house = A2aHouse.open(A2aOptions.ofDefaults(), vertx -> SqliteJournal.open(vertx, file))) {
      Stream stream = stream(house, "SubscribeToTask", "{\"id\":\"" + id + "\"}", "3.0");
      JsonNode second = house.task("Oslo", ",\"taskId\":\"" + id + "\"");
      house.task("Rome", ",\"taskId\":\"" + id + "\"");

      List<JsonNode> rest = stream.rest();
      List<JsonNode> again = stream(house, "SubscribeToTask", "{\"id\":\"" + id + "\"}", "3.0").rest();

      assertThat(second.at("/status/message/parts/0/text").asText()).isEqualTo("To which city?");
      assertThat(kinds(rest)).doesNotContain("task").endsWith("artifactUpdate", "statusUpdate");
      assertThat(again).isEqualTo(rest);
      assertThat(house.rpc("talker", "GetTask", "{\"id\":\"" + id + "\"}").at("/result/artifacts/0/parts/0/text").asText())
          .isEqualTo("Oslo to Rome");
      assertThat(house.rpc("talker", "ListTasks", "{}").at("/result/tasks")).hasSize(1);
    }
  }

  @Test
  void takesAStreamUpAgainThatBrokeOffInTheMiddle(@TempDir Path folder) {
    Path file = folder.resolve("journal.db");
    String id;
    String last;
    try (A2aHouse house = A2aHouse.open(A2aOptions.ofDefaults(), vertx -> SqliteJournal.open(vertx, file))) {
      Stream stream = stream(house, "SendStreamingMessage", A2aHouse.message("stream s", ""), null);
      id = stream.next().at("/task/id").asText();
      stream.until("two ");
      last = stream.ids.getLast();
      await(house.runtime.close(Duration.ZERO));
      assertThat(kinds(stream.rest())).doesNotContain("statusUpdate");
    }
    try (A2aHouse house = A2aHouse.open(A2aOptions.ofDefaults(), vertx -> SqliteJournal.open(vertx, file))) {
      Stream stream = stream(house, "SubscribeToTask", "{\"id\":\"" + id + "\"}", last);
      house.agents.release("s");

      List<JsonNode> rest = stream.rest();

      assertThat(kinds(rest)).doesNotContain("task").endsWith("artifactUpdate", "statusUpdate");
      assertThat(rest.get(rest.size() - 2).at("/artifactUpdate/artifact/parts/0/text").asText()).isEqualTo("one two three");
      assertThat(rest.getLast().at("/statusUpdate/status/state").asText()).isEqualTo("TASK_STATE_COMPLETED");
    }
  }

  @Test
  void saysNoWhereStreamsAreOff() {
    try (A2aHouse house = A2aHouse.open(A2aOptions.ofDefaults().withStreaming(false))) {
      assertThat(house.rpc("talker", "SendStreamingMessage", A2aHouse.message("hello", "")).at("/error/code").asInt()).isEqualTo(-32004);
      assertThat(house.rpc("talker", "SubscribeToTask", "{\"id\":\"x\"}").at("/error/code").asInt()).isEqualTo(-32004);
    }
  }

  private static List<String> kinds(List<JsonNode> events) {
    return events.stream().map(event -> event.fieldNames().next()).toList();
  }

  private static Stream stream(A2aHouse house, String method, String params, String lastEvent) {
    Stream stream = new Stream();
    RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(house.url("/a2a/talker"))
        .putHeader("A2A-Version", "1.0").putHeader("Content-Type", "application/json");
    if (lastEvent != null) {
      options.putHeader("Last-Event-ID", lastEvent);
    }
    Future<HttpClientRequest> request = house.vertx.createHttpClient().request(options);
    await(request.compose(sent -> {
      stream.request = sent;
      Buffer body = Buffer.buffer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
      return sent.send(body).map(response -> {
        assertThat(response.getHeader("Content-Type")).isEqualTo("text/event-stream");
        response.handler(stream::take);
        response.endHandler(end -> stream.lines.add(END));
        response.exceptionHandler(lost -> stream.lines.add(END));
        return response;
      });
    }));
    return stream;
  }

  /** A stream as a client reads it. */
  private static final class Stream {

    final List<String> ids = new ArrayList<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private HttpClientRequest request;
    private String open = "";

    void take(Buffer bytes) {
      String all = open + bytes;
      String[] parts = all.split("\n", -1);
      open = parts[parts.length - 1];
      for (int i = 0; i < parts.length - 1; i++) {
        lines.add(parts[i]);
      }
    }

    /** The next event's StreamResponse; null at the end. */
    JsonNode next() {
      try {
        while (true) {
          String line = lines.poll(20, TimeUnit.SECONDS);
          assertThat(line).as("the stream went silent").isNotNull();
          if (line.equals(END)) {
            return null;
          }
          if (line.startsWith("id: ")) {
            ids.add(line.substring(4));
          } else if (line.startsWith("data: ")) {
            JsonNode envelope = House.json(line.substring(6));
            assertThat(envelope.path("id").asInt()).isEqualTo(1);
            return envelope.path("result");
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    void until(String text) {
      JsonNode event = next();
      while (event != null && !event.toString().contains(text)) {
        event = next();
      }
      assertThat(event).isNotNull();
    }

    List<JsonNode> rest() {
      List<JsonNode> events = new ArrayList<>();
      for (JsonNode event = next(); event != null; event = next()) {
        events.add(event);
      }
      return events;
    }

    void close() {
      request.reset();
    }
  }
}
