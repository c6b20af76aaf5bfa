package io.roundhouse.protocols.http;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.Wire;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The front over a real socket, with clients that do not behave. */
class HttpFrontIT {

  private House house;

  @BeforeEach
  void open() {
    house = House.open();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void saysHowItIs() {
    HttpResponse<String> response = house.get("/health");

    JsonNode page = House.json(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(page.path("status").asText()).isEqualTo("ready");
    assertThat(page.at("/catalog/version").asLong()).isEqualTo(house.runtime.catalog().version());
    assertThat(page.at("/servers/0/name").asText()).isEqualTo("ledger");
  }

  @Test
  void isNotHealthyWhileItTakesNoWork() {
    house.front.ready(false);

    assertThat(house.get("/health").statusCode()).isEqualTo(503);
  }

  @Test
  void showsMetrics() {
    HttpResponse<String> response = house.get("/metrics");

    assertThat(response.body()).isEqualTo("up 1\n");
    assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
  }

  @Test
  void listsRuns() {
    assertThat(House.json(house.get("/runs")).path("runs").isArray()).isTrue();
    assertRefused(house.get("/runs?limit=0"), 400, "bad-limit");
    assertRefused(house.get("/runs/none"), 404, "unknown-run");
  }

  @Test
  void endsARunOnRequest() {
    Run run = await(house.runtime.start(RunRequest.tool("hold", JsonNodeFactory.instance.objectNode())));

    HttpResponse<String> response = house.send(house.request("/runs/" + run.id()).DELETE());

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(await(run.result())).isEqualTo(new RunResult.Cancelled("cancelled by request"));
    assertRefused(house.send(house.request("/runs/" + run.id()).DELETE()), 404, "unknown-run");
  }

  @Test
  void takesAPersonsAnswerOnlyForAStepThatWaits() {
    String path = "/runs/none/approvals/pay";

    assertRefused(house.send(post(path, "{\"approved\": true, \"by\": \"eve\"}")), 404, "nothing-waits");
    assertRefused(house.send(post(path, "{\"approved\": \"yes\", \"by\": \"eve\"}")), 400, "bad-approval");
    assertRefused(house.send(post(path, "{\"approved\": true}")), 400, "bad-approval");
    assertRefused(house.send(post(path, "{")), 400, "not-json");
    assertRefused(house.get(path), 405, "method-not-allowed");
  }

  @Test
  void showsAQuestionAndTakesItsAnswer() {
    Run run = await(house.runtime.start(RunRequest.tool("ask", JsonNodeFactory.instance.objectNode())));
    Promise<Void> asked = Promise.promise();
    run.listen(signal -> asked.tryComplete());
    await(asked.future());

    JsonNode question = House.json(house.get("/runs/" + run.id())).at("/pending/0");
    String path = "/runs/" + run.id() + "/answers/" + question.path("id").asText();

    assertThat(question.path("kind").asText()).isEqualTo("form");
    assertThat(question.path("message").asText()).isEqualTo("What shall I say?");
    assertRefused(house.send(post(path, "{\"action\": \"perhaps\", \"by\": \"eve\"}")), 400, "bad-answer");
    assertRefused(house.send(post(path, "{\"action\": \"accept\", \"content\": {}, \"by\": \"eve\"}")), 400, "bad-answer");
    assertRefused(house.send(post(path, "{\"action\": \"decline\"}")), 400, "bad-answer");
    assertThat(house.send(post(path, "{\"action\": \"accept\", \"content\": {\"text\": \"hi\"}, \"by\": \"eve\"}")).statusCode())
        .isEqualTo(200);
    assertThat(await(run.result())).isInstanceOfSatisfying(
        RunResult.Completed.class, done -> assertThat(done.text()).isEqualTo("hi"));
    assertRefused(house.send(post(path, "{\"action\": \"decline\", \"by\": \"eve\"}")), 404, "nothing-waits");
  }

  private HttpRequest.Builder post(String path, String body) {
    return house.request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
  }

  @Test
  void knowsNoOtherPaths() {
    assertRefused(house.get("/nothing"), 404, "not-found");
  }

  @Test
  void namesTheMethodsAPathTakes() {
    HttpResponse<String> response = house.send(house.request("/health").DELETE());

    assertRefused(response, 405, "method-not-allowed");
    assertThat(response.headers().firstValue("Allow")).hasValue("GET");
    HttpResponse<String> mcp = house.send(house.request("/mcp").PUT(HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(mcp.statusCode()).isEqualTo(405);
    assertThat(mcp.headers().firstValue("Allow")).hasValue("DELETE, GET, POST");
  }

  @Test
  void refusesForeignPages() {
    assertRefused(house.send(house.request("/health").header("Origin", "https://evil.example")), 403, "origin-not-allowed");
    assertRefused(house.send(house.request("/health").header("Origin", "null")), 403, "origin-not-allowed");
    assertThat(house.send(house.request("/health").header("Origin", "http://localhost:3000")).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesForeignHosts() {
    assertThat(raw("GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ").contains("host-not-allowed");
    assertThat(raw("GET /health HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void refusesAHugeHeader() {
    String answer = raw("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Big: " + "x".repeat(40_000) + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 431 ").contains("headers-too-large");
    Wire.assertDiscreet(answer);
  }

  @Test
  void refusesWhatIsNotHttp() {
    String answer = raw("GET /health NONSENSE\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.").contains("bad-request");
    Wire.assertDiscreet(answer);
  }

  @Test
  void refusesABadlyEncodedPath() {
    String answer = raw("GET /runs/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 4");
    Wire.assertDiscreet(answer);
  }

  @Test
  void countsRequests() {
    house.get("/health");
    house.get("/nothing");

    assertThat(house.meters.get("http.server.requests").tag("uri", "/health").tag("status", "200").timer().count()).isEqualTo(1);
    assertThat(house.meters.get("http.server.requests").tag("uri", "unknown").tag("status", "404").timer().count()).isEqualTo(1);
  }

  private static void assertRefused(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(House.json(response).at("/error/code").asText()).isEqualTo(code);
    assertThat(House.json(response).at("/error/message").asText()).endsWith(".");
    Wire.assertDiscreet(response.body());
  }

  private String raw(String request) {
    try (Socket socket = new Socket("127.0.0.1", house.front.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
