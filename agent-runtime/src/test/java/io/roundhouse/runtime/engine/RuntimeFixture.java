package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** A runtime over an in-memory journal, ended after each test. */
abstract class RuntimeFixture {

  final Vertx vertx = BlockedThreads.vertx();
  final Journal journal = new InMemoryJournal();
  final AgentRuntime runtime = RuntimeBuilder.on(vertx).journal(journal).build();

  @AfterEach
  void stop() {
    await(runtime.close(Duration.ZERO));
    await(vertx.close());
  }

  static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  void host(Tool... tools) {
    for (Tool tool : tools) {
      runtime.update(catalog -> catalog.with(tool));
    }
  }

  void host(Agent... agents) {
    for (Agent agent : agents) {
      runtime.update(catalog -> catalog.with(agent));
    }
  }

  RunResult call(String tool, JsonNode arguments) {
    return result(RunRequest.tool(tool, arguments));
  }

  RunResult say(String agent, String text) {
    return result(RunRequest.agent(agent, text));
  }

  RunResult result(RunRequest request) {
    return await(await(runtime.start(request)).result());
  }

  List<RunEvent> events(RunId run) {
    return await(journal.read(run)).stream().map(JournalEntry::event).toList();
  }

  static <E extends RunEvent> Stream<E> only(List<RunEvent> events, Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }
}
