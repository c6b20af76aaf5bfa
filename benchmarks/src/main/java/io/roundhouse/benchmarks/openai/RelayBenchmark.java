package io.roundhouse.benchmarks.openai;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.http.HttpFront;
import io.roundhouse.protocols.http.HttpOptions;
import io.roundhouse.protocols.openai.OpenAiEndpoint;
import io.roundhouse.protocols.openai.OpenAiOptions;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.models.ModelHttp;
import io.roundhouse.runtime.models.ProviderKind;
import io.roundhouse.runtime.models.ProviderSettings;
import io.roundhouse.runtime.models.Providers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Time from the moment a model's first token leaves its server to the moment the client has it: directly, through a bare Vert.x relay that
 * parses every event and writes it anew, and through the OpenAI endpoint with journal, budget and breaker. The three take turns; the
 * model server, the relays and the client share the process, so ratios count.
 */
public final class RelayBenchmark {

  private static final int TOKENS = 20;
  private static final int ROUNDS = 5;
  private static final int WARM_UP_WAVES = 60;
  private static final String QUESTION =
      "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Tell me something\"}]}";

  private final Vertx vertx = Vertx.vertx();
  private final AtomicReference<@Nullable String> fault = new AtomicReference<>();
  private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(512));

  private RelayBenchmark() {}

  /** Prints a table: streams at once, median and p99 in milliseconds for each way, and how many streams of 20 tokens it ends a second. */
  public static void main(String[] args) throws Exception {
    new RelayBenchmark().run();
  }

  private void run() throws Exception {
    String direct = "http://127.0.0.1:" + listen(this::answer) + "/v1";
    HttpClient upstream = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(512));
    String bare = "http://127.0.0.1:" + listen(request -> relay(upstream, direct, request)) + "/v1";
    AgentRuntime runtime = RuntimeBuilder.on(vertx).build();
    ProviderSettings settings =
        new ProviderSettings(ProviderKind.OPENAI, URI.create(direct), null, "m", Duration.ofSeconds(60), true);
    Model model = Model.of("m", "A model", Providers.body(ModelHttp.on(vertx), settings), new Model.Price(1, 1));
    runtime.update(catalog -> catalog.with(model));
    HttpFront front = HttpFront.of(runtime, HttpOptions.ofDefaults().withPort(0), new SimpleMeterRegistry())
        .with(OpenAiEndpoint.of(runtime, OpenAiOptions.ofDefaults()));
    await(front.start());
    String ours = "http://127.0.0.1:" + front.port() + "/v1";
    for (String way : List.of(direct, bare, ours, direct, bare, ours)) {
      measure(way, 64, 64 * WARM_UP_WAVES);
    }
    System.out.println("streams  direct ms (median / p99)  bare relay  roundhouse  ratio of medians");
    for (int streams : new int[] {1, 64, 256}) {
      List<List<Double>> all = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      double[] seconds = new double[all.size()];
      for (int round = -1; round < ROUNDS; round++) {
        List<String> ways = List.of(direct, bare, ours);
        for (int way = 0; way < ways.size(); way++) {
          long begin = System.nanoTime();
          List<Double> millis = measure(ways.get(way), streams, streams == 1 ? 40 : streams * 4);
          if (round >= 0) {
            all.get(way).addAll(millis);
            seconds[way] += (System.nanoTime() - begin) / 1e9;
          }
        }
      }
      System.out.printf("%7d  %8.2f / %8.2f  %8.2f / %8.2f  %8.2f / %8.2f  %.2f%n", streams, at(all.get(0), 0.5), at(all.get(0), 0.99),
          at(all.get(1), 0.5), at(all.get(1), 0.99), at(all.get(2), 0.5), at(all.get(2), 0.99),
          at(all.get(2), 0.5) / at(all.get(1), 0.5));
      System.out.printf("         streams a second: %.0f, %.0f, %.0f; ratio %.2f%n", all.get(0).size() / seconds[0],
          all.get(1).size() / seconds[1], all.get(2).size() / seconds[2], seconds[1] / seconds[2]);
    }
    await(front.close(Duration.ZERO));
    await(runtime.close(Duration.ZERO));
    await(vertx.close());
  }

  private int listen(Consumer<HttpServerRequest> handler) throws InterruptedException {
    HttpServer server = vertx.createHttpServer().requestHandler(handler::accept);
    await(server.listen(0, "127.0.0.1"));
    return server.actualPort();
  }

  /** A model: every token is the time at which it left. */
  private void answer(HttpServerRequest request) {
    request.body().onSuccess(body -> {
      request.response().setChunked(true).putHeader("content-type", "text/event-stream");
      vertx.setTimer(5, fired -> token(request, 0));
    });
  }

  private void token(HttpServerRequest request, int number) {
    if (request.response().closed()) {
      return;
    }
    if (number == TOKENS) {
      request.response().end("data: " + event(new JsonObject(), "stop") + "\n\ndata: [DONE]\n\n");
      return;
    }
    String content = "t" + System.nanoTime() + " ";
    request.response().write("data: " + event(new JsonObject().put("content", content), null) + "\n\n");
    vertx.setTimer(2, fired -> token(request, number + 1));
  }

  private static JsonObject event(JsonObject delta, @Nullable String finish) {
    JsonObject choice = new JsonObject().put("index", 0).put("delta", delta).put("finish_reason", finish);
    return new JsonObject().put("id", "1").put("object", "chat.completion.chunk").put("created", 1).put("model", "m")
        .put("choices", new JsonArray().add(choice));
  }

  private static void relay(HttpClient upstream, String url, HttpServerRequest request) {
    request.response().setChunked(true).putHeader("content-type", "text/event-stream");
    request.body().compose(body -> upstream.request(post(url)).compose(out -> out.send(new JsonObject(body).toBuffer())))
        .onSuccess(response -> {
          Buffer[] rest = {Buffer.buffer()};
          response.handler(piece -> rest[0] = cut(rest[0].appendBuffer(piece), line -> request.response().write(
              line.equals("[DONE]") ? "data: [DONE]\n\n" : "data: " + new JsonObject(line) + "\n\n")));
          response.endHandler(end -> request.response().end());
        });
  }

  private static Buffer cut(Buffer bytes, Consumer<String> event) {
    int from = 0;
    for (int at = 0; at < bytes.length(); at++) {
      if (bytes.getByte(at) == '\n') {
        if (at > from + 6) {
          event.accept(bytes.getString(from + 6, at));
        }
        from = at + 1;
      }
    }
    return bytes.getBuffer(from, bytes.length());
  }

  private static RequestOptions post(String url) {
    return new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url + "/chat/completions")
        .putHeader("content-type", "application/json");
  }

  private List<Double> measure(String url, int atOnce, int streams) throws InterruptedException {
    List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger left = new AtomicInteger(streams);
    CountDownLatch over = new CountDownLatch(streams);
    for (int lane = 0; lane < atOnce; lane++) {
      vertx.runOnContext(now -> next(url, left, over, millis));
    }
    if (!over.await(2, TimeUnit.MINUTES) || fault.get() != null) {
      throw new IllegalStateException("%d of %d streams of %s did not end: %s".formatted(over.getCount(), streams, url, fault.get()));
    }
    return millis;
  }

  private void next(String url, AtomicInteger left, CountDownLatch over, List<Double> millis) {
    if (left.getAndDecrement() <= 0) {
      return;
    }
    client.request(post(url)).compose((HttpClientRequest request) -> request.send(QUESTION)).onComplete(done -> {
      if (done.failed() || done.result().statusCode() != 200) {
        fault.set(done.failed() ? String.valueOf(done.cause()) : "status " + done.result().statusCode());
        over.countDown();
        next(url, left, over, millis);
        return;
      }
      done.result().exceptionHandler(cause -> {
        fault.set(String.valueOf(cause));
        over.countDown();
      });
      boolean[] seen = new boolean[1];
      StringBuilder begin = new StringBuilder();
      done.result().handler(piece -> {
        if (seen[0]) {
          return;
        }
        begin.append(piece.toString());
        int at = begin.indexOf("\"content\":\"t");
        int to = at < 0 ? -1 : begin.indexOf(" ", at);
        if (to >= 0) {
          seen[0] = true;
          millis.add((System.nanoTime() - Long.parseLong(begin.substring(at + 12, to))) / 1e6);
        }
      });
      done.result().endHandler(end -> {
        over.countDown();
        next(url, left, over, millis);
      });
    });
  }

  private static double at(List<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
  }

  private static void await(Future<?> future) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    future.onComplete(done -> over.countDown());
    over.await();
  }
}
