package io.roundhouse.benchmarks.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.a2a.A2aEndpoint;
import io.roundhouse.protocols.a2a.A2aOptions;
import io.roundhouse.protocols.http.HttpFront;
import io.roundhouse.protocols.http.HttpOptions;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.runtime.journal.SqliteJournal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Blocking SendMessage to an echo agent: the product with a journal in memory and on disk, the limit (bare Vert.x and Jackson that read and
 * write the same), and the protocol's JavaScript server if its start is given. Client and servers share the machine; rounds are interleaved
 * and the median round is reported, so the ratios are what counts.
 */
public final class Throughput {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = 5;
  private static final long ROUND_MILLIS = 4_000;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong ids = new AtomicLong();

  private Throughput() {}

  /** Arguments: the number of connections, then the command line of the JavaScript server, which prints {@code {"url": ...}}. */
  public static void main(String[] arguments) throws Exception {
    Throughput benchmark = new Throughput();
    List<String> peer = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
    benchmark.run(arguments.length == 0 ? 64 : Integer.parseInt(arguments[0]), peer);
    System.exit(0);
  }

  private void run(int connections, List<String> peer) throws Exception {
    Path folder = Files.createTempDirectory("a2a-benchmark");
    Map<String, String> servers = new LinkedHashMap<>();
    servers.put("bare Vert.x + Jackson", bare());
    servers.put("Roundhouse, direct message", product(new InMemoryJournal(), true));
    servers.put("Roundhouse, task, journal in memory", product(new InMemoryJournal(), false));
    servers.put("Roundhouse, task, journal on disk", product(SqliteJournal.open(vertx, folder.resolve("journal.db")), false));
    Process process = peer.isEmpty() ? null : new ProcessBuilder(peer).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    if (process != null) {
      BufferedReader output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
      servers.put("a2a-js, task", JSON.readTree(output.readLine()).path("url").asText() + "/rpc");
    }
    Map<String, List<Round>> rounds = new LinkedHashMap<>();
    for (int round = -1; round < ROUNDS; round++) {
      for (Map.Entry<String, String> server : servers.entrySet()) {
        Round measured = measure(server.getValue(), connections);
        if (round >= 0) {
          rounds.computeIfAbsent(server.getKey(), name -> new ArrayList<>()).add(measured);
        }
      }
    }
    report(rounds, connections);
    if (process != null) {
      process.destroy();
    }
  }

  private static void report(Map<String, List<Round>> rounds, int connections) {
    double limit = 0;
    System.out.printf("blocking SendMessage, %d connections, median of %d rounds of %d ms%n", connections, ROUNDS, ROUND_MILLIS);
    for (Map.Entry<String, List<Round>> server : rounds.entrySet()) {
      List<Round> sorted = server.getValue().stream().sorted((a, b) -> Double.compare(a.perSecond(), b.perSecond())).toList();
      Round median = sorted.get(sorted.size() / 2);
      limit = limit == 0 ? median.perSecond() : limit;
      System.out.printf("%-38s %9.0f/s  %.3f of the limit  p50 %6.2f ms  p99 %6.2f ms  %d failed%n",
          server.getKey(), median.perSecond(), median.perSecond() / limit, median.p50(), median.p99(), median.failed());
    }
  }

  private record Round(double perSecond, double p50, double p99, int failed) {}

  private Round measure(String url, int connections) throws Exception {
    HttpClient client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(connections));
    ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
    AtomicLong failed = new AtomicLong();
    long begin = System.nanoTime();
    long end = begin + TimeUnit.MILLISECONDS.toNanos(ROUND_MILLIS);
    List<Future<Void>> loops = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Promise<Void> done = Promise.promise();
      loop(client, URI.create(url), times, failed, end, done);
      loops.add(done.future());
    }
    Future.join(loops).toCompletionStage().toCompletableFuture().get(2, TimeUnit.MINUTES);
    double seconds = (System.nanoTime() - begin) / 1e9;
    client.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Round(sorted.length / seconds, at(sorted, 0.5), at(sorted, 0.99), failed.intValue());
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1e6;
  }

  private void loop(HttpClient client, URI url, ConcurrentLinkedQueue<Long> times, AtomicLong failed, long end, Promise<Void> done) {
    long begin = System.nanoTime();
    if (begin > end) {
      done.complete();
      return;
    }
    RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url.toString())
        .putHeader("Content-Type", "application/json").putHeader("A2A-Version", "1.0");
    client.request(options).compose(request -> request.send(message())).compose(response -> response.body()).onComplete(answered -> {
      if (answered.succeeded() && answered.result().toString().contains("\"result\"")) {
        times.add(System.nanoTime() - begin);
      } else {
        failed.incrementAndGet();
      }
      loop(client, url, times, failed, end, done);
    });
  }

  private Buffer message() {
    long id = ids.incrementAndGet();
    return Buffer.buffer("{\"jsonrpc\":\"2.0\",\"id\":" + id
        + ",\"method\":\"SendMessage\",\"params\":{\"message\":{\"messageId\":\"m-" + id
        + "\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"hello\"}]}}}");
  }

  private String product(Journal journal, boolean direct) throws Exception {
    Agent echo = Agent.of("echo", "Says it again", request -> {
      AgentReply reply = AgentReply.text(request.text());
      return direct ? reply.asMessage() : reply;
    });
    AgentRuntime runtime = RuntimeBuilder.on(vertx).catalog(Catalog.empty().with(echo)).journal(journal).build();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    HttpFront front = HttpFront.of(runtime, HttpOptions.ofDefaults().withPort(0), meters)
        .with(A2aEndpoint.of(runtime, A2aOptions.ofDefaults(), meters));
    front.start().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    return "http://127.0.0.1:" + front.port() + "/a2a/echo";
  }

  private String bare() throws Exception {
    int port = vertx.createHttpServer().requestHandler(Throughput::answer).listen(0, "127.0.0.1")
        .toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES).actualPort();
    return "http://127.0.0.1:" + port + "/";
  }

  private static void answer(HttpServerRequest request) {
    request.body().onSuccess(body -> {
      try {
        JsonNode message = JSON.readTree(body.getBytes());
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", message.get("id"));
        ObjectNode said = answer.putObject("result").putObject("message")
            .put("messageId", UUID.randomUUID().toString()).put("contextId", UUID.randomUUID().toString()).put("role", "ROLE_AGENT");
        said.set("parts", message.at("/params/message/parts"));
        request.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(JSON.writeValueAsBytes(answer)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
