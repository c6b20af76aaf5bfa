package io.roundhouse.protocols.a2a;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.a2a.push.PushOptions;
import io.roundhouse.runtime.journal.SqliteJournal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notifications on their way to real webhooks. */
class PushIT {

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private String location = "";
  private HttpServer receiver;

  @BeforeEach
  void listen() {
    receiver = await(vertx.createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1"));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void take(HttpServerRequest request) {
    request.body().onSuccess(body -> {
      Integer status = answers.poll();
      if (status == null || status == 200) {
        received.add(House.json(body.toString()));
        request.response().end();
      } else {
        request.response().setStatusCode(status).putHeader("Location", location).end();
      }
    });
  }

  private A2aOptions options() {
    return A2aOptions.ofDefaults().withPush(PushOptions.ofDefaults()
        .withAllowedTargets(List.of("127.0.0.1:" + receiver.actualPort())).withAttempts(3).withBackoff(Duration.ofMillis(20)));
  }

  private String hook() {
    return "{\"id\":\"w\",\"url\":\"http://127.0.0.1:" + receiver.actualPort() + "/hook\"}";
  }

  @Test
  void triesAgainAndKeepsTheOrder() {
    try (A2aHouse house = A2aHouse.open(options())) {
      answers.addAll(List.of(500, 503));
      String id = asked(house);
      house.task("Oslo", ",\"taskId\":\"" + id + "\"");

      StringBuilder told = new StringBuilder();
      while (!told.toString().endsWith("COMPLETED ")) {
        JsonNode event = next();
        told.append(event.has("artifactUpdate") ? "artifact"
            : event.findPath("state").asText().replace("TASK_STATE_", "")).append(' ');
      }
      assertThat(told).endsWith("INPUT_REQUIRED WORKING artifact COMPLETED ");
    }
  }

  @Test
  void putsAwayWhatCannotBeDelivered() {
    try (A2aHouse house = A2aHouse.open(options())) {
      answers.addAll(List.of(404));
      String id = asked(house);
      house.task("Oslo", ",\"taskId\":\"" + id + "\"");
      next();

      SortedMap<String, JsonNode> letters = await(house.runtime.journal().notes().list("a2a-dead-letter", id, 10));
      assertThat(letters).hasSize(1);
      assertThat(letters.get(letters.firstKey()).path("reason").asText()).isEqualTo("the webhook answered with status 404");
    }
  }

  @Test
  void doesNotFollowARedirectInside() {
    try (A2aHouse house = A2aHouse.open(options())) {
      location = "http://127.0.0.1:1/secret";
      answers.addAll(List.of(307));
      String id = asked(house);
      house.task("Oslo", ",\"taskId\":\"" + id + "\"");
      next();

      SortedMap<String, JsonNode> letters = await(house.runtime.journal().notes().list("a2a-dead-letter", id, 10));
      assertThat(letters.get(letters.firstKey()).path("reason").asText()).contains("not on a public address");
    }
  }

  @Test
  void goesOnAfterARestart(@TempDir Path folder) {
    String id;
    try (A2aHouse house = A2aHouse.open(options(), opened -> SqliteJournal.open(opened, folder.resolve("j.db")))) {
      id = asked(house);
      next();
    }
    try (A2aHouse house = A2aHouse.open(options(), opened -> SqliteJournal.open(opened, folder.resolve("j.db")))) {
      house.task("Oslo", ",\"taskId\":\"" + id + "\"");

      JsonNode event = next();
      while (!event.at("/statusUpdate/status/state").asText().equals("TASK_STATE_COMPLETED")) {
        event = next();
      }
      assertThat(event.at("/statusUpdate/taskId").asText()).isEqualTo(id);
      assertThat(house.rpc("talker", "GetTaskPushNotificationConfig", "{\"taskId\":\"" + id + "\",\"id\":\"w\"}").at("/result/id").asText())
          .isEqualTo("w");
    }
  }

  @Test
  void sendsAfterARestartWhatWasLeftUnsaidOfATaskThatHasEnded(@TempDir Path folder) {
    String id;
    A2aOptions patient = options().withPush(PushOptions.ofDefaults()
        .withAllowedTargets(List.of("127.0.0.1:" + receiver.actualPort())).withAttempts(100).withBackoff(Duration.ofMillis(20)));
    try (A2aHouse house = A2aHouse.open(patient, opened -> SqliteJournal.open(opened, folder.resolve("j.db")))) {
      id = asked(house);
      next();
      answers.addAll(Collections.nCopies(1_000, 503));
      house.task("Oslo", ",\"taskId\":\"" + id + "\"");
    }
    answers.clear();
    received.clear();
    try (A2aHouse house = A2aHouse.open(patient, opened -> SqliteJournal.open(opened, folder.resolve("j.db")))) {
      List<JsonNode> told = new ArrayList<>();
      do {
        told.add(next());
      } while (!told.getLast().at("/statusUpdate/status/state").asText().equals("TASK_STATE_COMPLETED"));

      assertThat(told).filteredOn(event -> event.has("artifactUpdate")).hasSize(1);
      assertThat(house.rpc("talker", "GetTask", "{\"id\":\"" + id + "\"}").at("/result/status/state").asText())
          .isEqualTo("TASK_STATE_COMPLETED");
    }
    try (A2aHouse house = A2aHouse.open(patient, opened -> SqliteJournal.open(opened, folder.resolve("j.db")))) {
      assertThat(await(house.runtime.journal().notes().list("a2a-push-progress", id, 10))).isEmpty();
      assertThat(received).isEmpty();
    }
  }

  private String asked(A2aHouse house) {
    String message = A2aHouse.message("ask", "");
    String withHook = message.substring(0, message.length() - 1) + ",\"configuration\":{\"taskPushNotificationConfig\":" + hook() + "}}";
    return house.rpc("talker", "SendMessage", withHook).at("/result/task/id").asText();
  }

  private JsonNode next() {
    try {
      JsonNode event = received.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("a notification").isNotNull();
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
