package io.roundhouse.protocols.a2a.client;

import static io.roundhouse.runtime.testing.Await.await;
import static io.roundhouse.runtime.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.WatchedVertx;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.RunSignal;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.testing.Peers;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent of the protocol project's JavaScript SDK, used as one of ours. */
class A2aConnectionIT {

  private Vertx vertx;
  private AgentRuntime runtime;
  private Process process;
  private BufferedReader output;

  @BeforeEach
  void open() {
    vertx = WatchedVertx.create();
    runtime = RuntimeBuilder.on(vertx).catalog(Catalog.empty()).build();
  }

  @AfterEach
  void close() {
    await(runtime.close(Duration.ofMillis(200)));
    await(vertx.close());
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({"1.0, streams, JSONRPC", "1.0, streams, HTTP+JSON", "1.0, no-streams, JSONRPC", "0.3, streams, JSONRPC",
      "0.3, no-streams, JSONRPC"})
  void talksWithAPeer(String version, String streams, String binding) throws IOException {
    A2aConnection connection = connect(version, streams, binding);

    RunResult answer = ask("hello there");
    RunResult words = ask("say");
    RunResult refused = ask("refuse");
    Run asking = await(runtime.start(RunRequest.agent("js", "ask")));
    Promise<InputRequest> question = Promise.promise();
    asking.listen(signal -> {
      if (signal instanceof RunSignal.InputAsked asked) {
        question.tryComplete(asked.request());
      }
    });
    InputRequest asked = await(question.future());
    await(runtime.answer(asking.id(), asked.id(),
        new InputAnswer.Accepted(JsonNodeFactory.instance.objectNode().put("text", "Oslo")), "test"));

    assertThat(connection.health().detail()).isEqualTo("A2A " + version + " over " + binding);
    assertThat(answer).isInstanceOfSatisfying(
        RunResult.Completed.class, done -> assertThat(done.text()).isEqualTo("You said: hello there"));
    assertThat(words).isInstanceOfSatisfying(RunResult.Completed.class, done -> {
      assertThat(done.text()).isEqualTo("just words");
      assertThat(done.direct()).isTrue();
    });
    assertThat(refused).isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
      assertThat(failed.failureClass()).isEqualTo(FailureClass.DENIED);
      assertThat(failed.message()).contains("not today");
    });
    assertThat(asked.message()).isEqualTo("Which city?");
    assertThat(await(asking.result())).isInstanceOfSatisfying(
        RunResult.Completed.class, done -> assertThat(done.text()).isEqualTo("You said: Oslo"));
  }

  @Test
  void streamsOnWhatItHears() throws IOException {
    connect("1.0", "streams", "JSONRPC");
    List<String> heard = Collections.synchronizedList(new ArrayList<>());

    Run run = await(runtime.start(RunRequest.agent("js", "hello")));
    run.listen(signal -> {
      if (signal instanceof RunSignal.Partial partial) {
        heard.add(partial.text());
      }
    });
    await(run.result());

    assertThat(String.join("", heard)).isEqualTo("You said: hello");
  }

  @Test
  void isAToolToo() throws IOException {
    connect("1.0", "streams", "JSONRPC");

    RunResult result = await(await(runtime.start(
        RunRequest.tool("js", JsonNodeFactory.instance.objectNode().put("text", "by tool")))).result());

    assertThat(result).isInstanceOfSatisfying(
        RunResult.Completed.class, done -> assertThat(done.data().path("text").asText()).isEqualTo("You said: by tool"));
  }

  @Test
  void cancelsTheTaskOfACancelledRun() throws IOException {
    connect("1.0", "streams", "JSONRPC");
    Run run = await(runtime.start(RunRequest.agent("js", "hang")));
    Promise<Void> working = Promise.promise();
    vertx.setTimer(1_500, due -> working.complete());
    await(working.future());

    run.cancel("enough");

    assertThat(House.json(output.readLine()).path("cancelled").asBoolean()).isTrue();
  }

  @Test
  void failsWithASentenceWithoutAnAgent() {
    Throwable why = failure(A2aConnection.open(vertx, RemoteAgent.of("js", URI.create("http://127.0.0.1:9/card.json"))));

    assertThat(why).isInstanceOf(A2aAgentException.class).hasMessageContaining("no card at http://127.0.0.1:9/card.json");
  }

  private RunResult ask(String text) {
    return await(await(runtime.start(RunRequest.agent("js", text))).result());
  }

  private A2aConnection connect(String version, String streams, String binding) throws IOException {
    Peers peers = Peers.require();
    Path script = Path.of("src/test/resources/peers/a2a-server.mjs").toAbsolutePath();
    process = new ProcessBuilder(peers.node(script, version, streams)).directory(peers.folder().toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    URI card = URI.create(House.json(output.readLine()).path("url").asText() + "/.well-known/agent-card.json");
    A2aConnection connection = await(A2aConnection.open(vertx, RemoteAgent.of("js", card).withBindings(List.of(binding))));
    connection.join(runtime);
    return connection;
  }
}
