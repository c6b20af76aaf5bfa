package io.roundhouse.protocols.a2a;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.protocols.House;
import io.roundhouse.protocols.Wire;
import io.roundhouse.protocols.a2a.push.PushOptions;
import io.roundhouse.runtime.RunId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with something changed, over HTTP+JSON and gRPC: the answers are coded and discreet, and nothing is left behind. */
class A2aMutationIT {

  private static final int REQUESTS = 400;
  private static final String MESSAGE = "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"hi\","
      + "\"metadata\":{\"a\":[1,null]}},{\"data\":{\"x\":1}}],\"extensions\":[\"urn:x\"]},\"configuration\":{\"historyLength\":1,"
      + "\"acceptedOutputModes\":[\"text/plain\"]},\"metadata\":{\"k\":true}}";
  private static final String CONFIG = "{\"taskId\":\"x\",\"id\":\"w\",\"url\":\"https://example.com/hook\",\"token\":\"t\","
      + "\"authentication\":{\"scheme\":\"Bearer\",\"credentials\":\"c\"}}";
  private static final Map<String, String> CALLS = Map.of(
      "SendMessage", MESSAGE,
      "SendStreamingMessage", MESSAGE,
      "GetTask", "{\"id\":\"x\",\"historyLength\":3}",
      "ListTasks", "{\"contextId\":\"c\",\"status\":\"TASK_STATE_WORKING\",\"pageSize\":5,\"pageToken\":\"MTox\",\"historyLength\":1,"
          + "\"statusTimestampAfter\":\"2026-01-01T00:00:00Z\",\"includeArtifacts\":true}",
      "CancelTask", "{\"id\":\"x\",\"metadata\":{}}",
      "SubscribeToTask", "{\"id\":\"x\"}",
      "CreateTaskPushNotificationConfig", CONFIG,
      "GetTaskPushNotificationConfig", "{\"taskId\":\"x\",\"id\":\"w\"}",
      "ListTaskPushNotificationConfigs", "{\"taskId\":\"x\",\"pageSize\":2,\"pageToken\":\"a\"}",
      "GetExtendedAgentCard", "{}");
  private static final List<String> PATHS = List.of(
      "POST /message:send", "POST /message:stream", "GET /tasks?contextId=c&pageSize=2&status=TASK_STATE_WORKING&pageToken=MTox",
      "GET /tasks/x?historyLength=1", "POST /tasks/x:cancel", "GET /tasks/x:subscribe", "POST /tasks/x/pushNotificationConfigs",
      "GET /tasks/x/pushNotificationConfigs?pageSize=1", "DELETE /tasks/x/pushNotificationConfigs/w", "GET /extendedAgentCard");
  private static final String[] INSERTS = {
      "null", "{}", "[]", "-1e999", "\"\\ud800\"", "{\"a\":", "\u0000", "é", "99999999999999999999", "%", "%00", "/", "..", ":", "?"};

  private A2aHouse house;
  private Bindings bindings;

  @BeforeEach
  void open() {
    house = A2aHouse.open(A2aOptions.ofDefaults().withGrpc("127.0.0.1", 0).withPush(PushOptions.ofDefaults()).withExtendedCard(true));
    bindings = house.bindings();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {7, 20261122, 99})
  void answersEveryMutatedRequestOverRestWithACode(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < REQUESTS; i++) {
      String[] line = PATHS.get(random.nextInt(PATHS.size())).split(" ");
      boolean turn = random.nextBoolean();
      String path = turn ? "/" + mutated(line[1].substring(1), random).replaceAll("[^!-~]|[{}\"\\[\\]\\\\]", "") : line[1];
      String body = path.contains("push") ? CONFIG : MESSAGE;
      Buffer bytes = line[0].equals("POST") ? Buffer.buffer(turn ? body : mutated(body, random)) : Buffer.buffer();
      String what = line[0] + " " + path + " " + bytes;
      Bindings.Reply reply = answered(what, () -> bindings.send(HttpMethod.valueOf(line[0]), "/a2a/echo" + path, bytes, Map.of()));

      what += " -> " + reply.status() + " " + reply.body();
      assertThat(reply.status()).as(what).isLessThan(500);
      Wire.assertDiscreet(reply.body());
      if (reply.status() >= 400) {
        assertThat(House.json(reply.body()).path("error").isObject()).as(what).isTrue();
      }
    }
    assertNothingIsLeft();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {7, 20261122, 99})
  void answersEveryMutatedCallByGrpcWithACode(long seed) {
    Random random = new Random(seed);
    List<String> methods = CALLS.keySet().stream().sorted().toList();
    for (int i = 0; i < REQUESTS; i++) {
      String method = methods.get(random.nextInt(methods.size()));
      byte[] message = GrpcFrames.request(method, House.json(CALLS.get(method))).getBytes();
      byte[] changed = mutated(message, random);
      String what = method + " " + HexFormat.of().formatHex(changed);
      GrpcFrames.Reply reply = answered(what, () -> bindings.grpc(method, GrpcFrames.framed(changed), Map.of()));

      what += " -> " + reply;
      assertThat(reply.status()).as(what).isNotEmpty().isNotIn("2", "13");
      Wire.assertDiscreet(reply.message() + " " + GrpcFrames.text(reply.details()).replace("type.googleapis.com/google.rpc.", ""));
    }
    assertNothingIsLeft();
  }

  private static <T> T answered(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (AssertionError none) {
      throw new AssertionError("no answer to " + what, none);
    }
  }

  private void assertNothingIsLeft() {
    for (RunId run : await(house.runtime.journal().unfinished())) {
      house.runtime.run(run).ifPresent(underWay -> await(underWay.result()));
    }
    assertThat(await(house.runtime.journal().unfinished())).isEmpty();
    assertThat(house.endpoint.followed()).isZero();
  }

  private static String mutated(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int changes = random.nextInt(3); changes >= 0; changes--) {
      int at = random.nextInt(Math.max(1, changed.length()));
      int to = Math.min(changed.length(), at + random.nextInt(12));
      switch (random.nextInt(3)) {
        case 0 -> changed.delete(at, to);
        case 1 -> changed.insert(at, INSERTS[random.nextInt(INSERTS.length)]);
        default -> changed.insert(at, changed.substring(at, to));
      }
    }
    return changed.toString();
  }

  /** Without the frame's head: bytes turned, cut out, doubled, or put in. */
  private static byte[] mutated(byte[] framed, Random random) {
    Buffer bytes = Buffer.buffer(framed).getBuffer(5, framed.length);
    for (int changes = random.nextInt(4); changes >= 0 && bytes.length() > 0; changes--) {
      int at = random.nextInt(bytes.length());
      int to = Math.min(bytes.length(), at + random.nextInt(8));
      switch (random.nextInt(4)) {
        case 0 -> bytes.setByte(at, (byte) random.nextInt(256));
        case 1 -> bytes = bytes.getBuffer(0, at).appendBuffer(bytes.getBuffer(to, bytes.length()));
        case 2 -> bytes = bytes.getBuffer(0, to).appendBuffer(bytes.getBuffer(at, bytes.length()));
        default -> bytes = bytes.getBuffer(0, at).appendBytes("\u0000\uD83D".getBytes(StandardCharsets.UTF_16)).appendBuffer(
            bytes.getBuffer(at, bytes.length()));
      }
    }
    return bytes.getBytes();
  }
}
