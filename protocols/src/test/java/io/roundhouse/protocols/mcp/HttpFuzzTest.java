package io.roundhouse.protocols.mcp;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.netty.util.ResourceLeakDetector;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.RawHttp;
import io.roundhouse.protocols.Strangers;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.slf4j.LoggerFactory;

/**
 * Requests of both eras over HTTP, headers and bodies: every answer has a code, and nothing is left behind, neither sessions nor streams
 * nor buffers. {@code SESSION} in a request stands for a session that is open.
 */
class HttpFuzzTest {

  private static final ListAppender<ILoggingEvent> LEAKS = new ListAppender<>();
  private static House house;
  private static RawHttp http;
  private static String session;

  @BeforeAll
  static void open() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    LEAKS.start();
    ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).addAppender(LEAKS);
    house = House.open();
    http = new RawHttp(house.front.port());
    session = new RawClient(house).openSession();
  }

  @AfterAll
  static void close() {
    delete(session);
    until("roundhouse.mcp.sessions");
    until("roundhouse.mcp.subscriptions");
    house.close();
    for (int i = 0; i < 5; i++) {
      System.gc();
      Buffer.buffer(1 << 20);
    }
    ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).detachAppender(LEAKS);
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    assertThat(LEAKS.list).as("leaks").isEmpty();
  }

  @FuzzTest
  void answersWhateverComesWithACode(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1).replace("SESSION", session);

    RawHttp.Answer answer = http.send(text);

    if (answer.isEmpty()) {
      return;
    }
    assertThat(answer.status()).as(answer.body()).satisfiesAnyOf(
        status -> assertThat(status).isBetween(200, 499), status -> assertThat(status).isEqualTo(503));
    String opened = answer.header("mcp-session-id");
    if (opened != null && !opened.equals(session)) {
      delete(opened);
    }
    if (answer.isJson()) {
      JsonNode json = House.json(answer.body());
      if (json.has("jsonrpc")) {
        Strangers.assertGoodAnswer(text, json);
      }
    }
    if (answer.status() >= 400) {
      assertThat(answer.body()).contains("\"code\"");
      Strangers.assertDiscreet(text, answer.body());
    }
    if (answer.status() == 204) {
      session = new RawClient(house).openSession();
    }
  }

  private static void delete(String id) {
    http.send("DELETE /mcp\nMcp-Session-Id: " + id + "\n\n");
  }

  private static void until(String gauge) {
    Promise<Void> empty = Promise.promise();
    long timer = house.vertx.setPeriodic(20, check -> {
      if (house.meters.get(gauge).gauge().value() == 0) {
        empty.tryComplete();
      }
    });
    await(empty.future());
    house.vertx.cancelTimer(timer);
  }
}
