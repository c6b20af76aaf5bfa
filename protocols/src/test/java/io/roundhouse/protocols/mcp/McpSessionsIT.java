package io.roundhouse.protocols.mcp;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.FixtureTools;
import io.roundhouse.protocols.House;
import io.roundhouse.runtime.ToolResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How sessions begin, go on and end. */
class McpSessionsIT {

  private House house;
  private RawClient client;

  private void open(McpOptions options) {
    house = House.with(options);
    client = new RawClient(house);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void wantsASession() {
    open(McpOptions.ofDefaults());

    assertThat(client.post(null, RawClient.call(1, "echo", "{}")).statusCode()).isEqualTo(400);
    assertThat(client.post("none", RawClient.call(1, "echo", "{}")).statusCode()).isEqualTo(404);
    assertThat(house.send(house.request("/mcp").header("Accept", "text/event-stream").GET()).statusCode()).isEqualTo(400);
    assertThat(house.send(house.request("/mcp").header("Mcp-Session-Id", "none").DELETE()).statusCode()).isEqualTo(404);
  }

  @Test
  void agreesOnTheRevisionTheClientAsksForIfItKnowsIt() {
    open(McpOptions.ofDefaults());

    for (String revision : new String[] {"2025-03-26", "2025-06-18", "2025-11-25"}) {
      JsonNode answer = client.rpc(null, RawClient.INITIALIZE.replace("2025-11-25", revision));
      assertThat(answer.at("/result/protocolVersion").asText()).isEqualTo(revision);
    }
    assertThat(client.rpc(null, RawClient.INITIALIZE.replace("2025-11-25", "1999-01-01")).at("/result/protocolVersion").asText())
        .isEqualTo("2025-11-25");
  }

  @Test
  void endsASessionWithEverythingInItOnDelete() {
    open(McpOptions.ofDefaults());
    String session = client.openSession();
    Future<HttpResponse<String>> call = inBackground(RawClient.call(1, "hold", "{}"), session);
    FixtureTools.Held held = house.tools.nextHeld();

    HttpResponse<String> deleted = house.send(house.request("/mcp").header("Mcp-Session-Id", session).DELETE());

    assertThat(deleted.statusCode()).isEqualTo(204);
    await(held.cancelled().future());
    await(call);
    assertThat(client.post(session, RawClient.call(2, "echo", "{\"text\":\"x\"}")).statusCode()).isEqualTo(404);
  }

  @Test
  void cancelsTheCallTheClientNames() {
    open(McpOptions.ofDefaults());
    String session = client.openSession();
    Future<HttpResponse<String>> call = inBackground(RawClient.call(7, "hold", "{}"), session);
    FixtureTools.Held held = house.tools.nextHeld();

    HttpResponse<String> told = client.post(
        session, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7,\"reason\":\"enough\"}}");

    assertThat(told.statusCode()).isEqualTo(202);
    await(held.cancelled().future());
    assertThat(await(call).body()).doesNotContain("result");
  }

  @Test
  void goesOnWithACallWhoseClientOnlyLostTheConnection() {
    open(McpOptions.ofDefaults());
    String session = client.openSession();
    HttpClient lossy = house.vertx.createHttpClient();
    lossy.request(post(session)).onSuccess(request -> request.send(Buffer.buffer(RawClient.call(1, "hold", "{}"))));
    FixtureTools.Held held = house.tools.nextHeld();

    await(lossy.close());
    client.rpc(session, RawClient.call(2, "echo", "{\"text\":\"x\"}"));

    assertThat(held.cancelled().future().isComplete()).isFalse();
    held.answer().complete(ToolResult.text("done"));
  }

  @Test
  void leavesCallsAloneWhenTheFrontCloses() {
    open(McpOptions.ofDefaults());
    String session = client.openSession();
    Future<HttpResponse<String>> call = inBackground(RawClient.call(1, "hold", "{}"), session);
    FixtureTools.Held held = house.tools.nextHeld();
    HttpClientResponse listener = listen(session);
    Future<Void> listenerEnded = listener.end();
    listener.resume();

    Future<Void> closed = house.front.close(Duration.ofSeconds(20));
    await(listenerEnded);
    assertThat(held.cancelled().future().isComplete()).isFalse();
    held.answer().complete(ToolResult.text("just in time"));

    assertThat(await(call).body()).contains("just in time");
    await(closed);
  }

  @Test
  void refusesASecondCallWithTheIdOfOneUnderWay() {
    open(McpOptions.ofDefaults());
    String session = client.openSession();
    Future<HttpResponse<String>> first = inBackground(RawClient.call(1, "hold", "{}"), session);
    FixtureTools.Held held = house.tools.nextHeld();

    JsonNode second = client.rpc(session, RawClient.call(1, "echo", "{\"text\":\"x\"}"));

    assertThat(second.at("/error/code").asInt()).isEqualTo(-32600);
    held.answer().complete(ToolResult.text("done"));
    assertThat(House.json(await(first)).at("/result/content/0/text").asText()).isEqualTo("done");
  }

  @Test
  void forgetsSessionsThatRest() {
    open(McpOptions.ofDefaults().withSessionIdle(Duration.ofMillis(100)));
    String session = client.openSession();
    Promise<Void> forgotten = Promise.promise();
    house.vertx.setPeriodic(20, check -> {
      if (house.meters.get("roundhouse.mcp.sessions").gauge().value() == 0) {
        forgotten.tryComplete();
      }
    });

    await(forgotten.future());

    assertThat(client.post(session, RawClient.call(1, "echo", "{\"text\":\"x\"}")).statusCode()).isEqualTo(404);
  }

  @Test
  void opensNoMoreSessionsThanItMay() {
    open(McpOptions.ofDefaults().withMaxSessions(2));
    client.openSession();
    String second = client.openSession();

    HttpResponse<String> third = client.post(null, RawClient.INITIALIZE);

    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(House.json(third).at("/error/data/code").asText()).isEqualTo("too-many-sessions");
    assertThat(third.headers().firstValue("Retry-After")).isPresent();
    house.send(house.request("/mcp").header("Mcp-Session-Id", second).DELETE());
    assertThat(client.openSession()).isNotEmpty();
  }

  @Test
  void turnsALongAnswerIntoAStreamThatShowsLife() {
    open(McpOptions.ofDefaults().withPatience(Duration.ofMillis(30)).withKeepAlive(Duration.ofMillis(30)));
    String session = client.openSession();
    Future<HttpClientResponse> response = house.vertx.createHttpClient().request(post(session))
        .compose(request -> request.send(Buffer.buffer(RawClient.call(1, "hold", "{}"))).onSuccess(HttpClientResponse::pause));
    FixtureTools.Held held = house.tools.nextHeld();

    HttpClientResponse stream = await(response);
    Buffer received = Buffer.buffer();
    Promise<Void> alive = Promise.promise();
    stream.handler(chunk -> {
      if (received.appendBuffer(chunk).toString().contains(": still here")) {
        alive.tryComplete();
      }
    });
    Future<Void> end = stream.end();
    stream.resume();
    await(alive.future());
    held.answer().complete(ToolResult.text("at last"));
    await(end);

    assertThat(stream.getHeader("Content-Type")).isEqualTo("text/event-stream");
    assertThat(received.toString()).contains("event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,").contains("at last");
  }

  @Test
  void pushesChangesToTheNewestListenerOnly() {
    open(McpOptions.ofDefaults());
    String session = client.openSession();
    HttpClientResponse older = listen(session);
    Future<Void> olderEnded = older.end();
    HttpClientResponse newer = listen(session);
    Promise<String> event = Promise.promise();
    newer.handler(chunk -> {
      if (chunk.toString().contains("{")) {
        event.tryComplete(chunk.toString());
      }
    });
    newer.resume();

    older.resume();
    await(olderEnded);
    house.runtime.update(catalog -> catalog.with(FixtureTools.echo("parrot")));

    assertThat(await(event.future())).contains("\"method\":\"notifications/tools/list_changed\"");
    assertThat(client.rpc(session, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}").toString()).contains("parrot");
  }

  @Test
  void joinsTheRunOfARepeatedKey() {
    open(McpOptions.ofDefaults());
    String session = client.openSession();
    String call = RawClient.call(1, "shout", "{\"text\":\"x\"}").replace(
        "\"name\"", "\"_meta\":{\"io.roundhouse/idempotency-key\":\"k1\"},\"name\"");

    JsonNode first = client.rpc(session, call);
    JsonNode second = client.rpc(session, call);

    assertThat(second).isEqualTo(first);
  }

  private HttpClientResponse listen(String session) {
    RequestOptions get = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(house.url("/mcp"))
        .putHeader("Accept", "text/event-stream").putHeader("Mcp-Session-Id", session);
    return await(house.vertx.createHttpClient().request(get)
        .compose(request -> request.send().onSuccess(HttpClientResponse::pause)));
  }

  private RequestOptions post(String session) {
    return new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(house.url("/mcp"))
        .putHeader("Content-Type", "application/json").putHeader("Accept", "application/json, text/event-stream")
        .putHeader("Mcp-Session-Id", session);
  }

  private Future<HttpResponse<String>> inBackground(String body, String session) {
    return house.vertx.executeBlocking(() -> client.post(session, body));
  }
}
