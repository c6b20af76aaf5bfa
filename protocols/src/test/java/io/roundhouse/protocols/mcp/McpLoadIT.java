package io.roundhouse.protocols.mcp;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.protocols.House;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thousand slow calls at once cost no threads. */
class McpLoadIT {

  private static final int CALLS = 1_000;

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
  void makesAThousandSlowCallsAtOnceOnAFewThreads() {
    String session = new RawClient(house).openSession();
    HttpClient client = house.vertx.createHttpClient(
        new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CALLS));
    RequestOptions post = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(house.url("/mcp"))
        .putHeader("Content-Type", "application/json").putHeader("Accept", "application/json, text/event-stream")
        .putHeader("Mcp-Session-Id", session);
    long began = System.nanoTime();

    List<Future<Buffer>> answers = IntStream.range(0, CALLS)
        .mapToObj(id -> client.request(new RequestOptions(post))
            .compose(request -> request.send(Buffer.buffer(RawClient.call(id, "pause", "{}"))))
            .compose(response -> response.body()))
        .toList();
    await(Future.any(answers));
    long threads = ownThreads();
    await(Future.all(answers));
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);

    assertThat(answers).allSatisfy(answer -> assertThat(answer.result().toString()).contains("\"text\":\"done\""));
    assertThat(threads).isLessThan(40);
    assertThat(seconds).isLessThan(15);
  }

  /** Threads of the JVM without those of the test's own tooling. */
  private static long ownThreads() {
    return ManagementFactory.getThreadMXBean().dumpAllThreads(false, false).length
        - java.util.stream.Stream.of(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
            .filter(thread -> thread.getThreadName().startsWith("HttpClient-") || thread.getThreadName().startsWith("surefire-"))
            .count();
  }
}
