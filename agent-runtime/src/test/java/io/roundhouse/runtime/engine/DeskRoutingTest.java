package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.DeskRouting;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunQuery;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeskRoutingTest {

  private final Vertx vertx = BlockedThreads.vertx();
  private final AtomicReference<String> seen = new AtomicReference<>("");

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void decidesOnAVirtualThreadWithWhatItNeedsToKnow() {
    RunResult result = ask((request, usual, caller, desk) -> {
      seen.set(caller + " " + Thread.currentThread().isVirtual() + " " + Context.isOnEventLoopThread() + " " + desk.text());
      return decided(request, usual);
    }, "when is pay day");

    assertThat(result).isEqualTo(new RunResult.Completed("on the 25th", null));
    assertThat(seen.get()).isEqualTo("ada true false when is pay day");
  }

  @Test
  void tellsTheCallerWhyARequestIsRefused() {
    RunResult result = ask(
        (request, usual, caller, desk) -> new DeskRouting.Outcome.Refused("Not with card numbers, please.", "rule 'cards'"), "4111");

    assertThat(result).isEqualTo(new RunResult.Completed("Not with card numbers, please.", null));
  }

  @Test
  void recordsARefusalAndGivesItAgainAfterARestart() {
    DeskRouting refuses = (request, usual, caller, desk) -> new DeskRouting.Outcome.Refused("Not here.", "rule 'cards' applies");
    List<JournalEntry> log = log(refuses, "4111");
    RunEvent.Refused refused = (RunEvent.Refused) log.stream().map(JournalEntry::event)
        .filter(RunEvent.Refused.class::isInstance).findFirst().orElseThrow();
    assertThat(refused).isEqualTo(new RunEvent.Refused("agent", "desk", "Not here.", "rule 'cards' applies"));

    int until = log.stream().map(JournalEntry::event).toList().indexOf(refused) + 1;
    RunResult again = resume(log.subList(0, until), (request, usual, caller, desk) -> {
      throw new IllegalStateException("asked again");
    });

    assertThat(again).isEqualTo(new RunResult.Completed("Not here.", null));
  }

  @Test
  void recordsThatNobodyDoesWhatWasAsked() {
    List<JournalEntry> log = log((request, usual, caller, desk) -> decided(request, usual), "xyzzy");

    assertThat(log).extracting(JournalEntry::event).filteredOn(RunEvent.OutOfScope.class::isInstance).singleElement()
        .satisfies(event -> assertThat(((RunEvent.OutOfScope) event).message()).startsWith("Nobody here does that."));
  }

  @Test
  void keepsWhatTheGuardNotedWithTheDecision() {
    List<JournalEntry> log = log((request, usual, caller, desk) -> new DeskRouting.Outcome.Decided(
        CascadedController.of(usual).decide(request.withTags(Set.of("vip"))), Set.of("vip", "long"), "Rule 'vip' applies."), "pay");

    RunEvent.Routed routed = (RunEvent.Routed) log.stream().map(JournalEntry::event)
        .filter(RunEvent.Routed.class::isInstance).findFirst().orElseThrow();
    assertThat(routed.decision().path("tags").toString()).isEqualTo("[\"long\",\"vip\"]");
    assertThat(routed.decision().path("guard").asText()).isEqualTo("Rule 'vip' applies.");
  }

  @Test
  void knowsWhatWasSaidBeforeAndWhoAsks() {
    AtomicReference<RoutingRequest> request = new AtomicReference<>();
    RunRequest asked = RunRequest.agent("desk", "and tomorrow?").withCaller("ada");
    ((ObjectNode) asked.input()).putObject("data").putArray("history").addObject().put("role", "user").put("content", "weather in Rome");
    try (Open open = open((routing, usual, caller, desk) -> {
      request.set(routing);
      return decided(routing, usual);
    })) {
      await(await(open.runtime().start(asked)).result());
      assertThat(request.get().earlier()).containsExactly("weather in Rome");
      assertThat(request.get().roles()).containsExactly("ada");

      ObjectNode talk = JsonNodeFactory.instance.objectNode().put(RunQuery.CONVERSATION, "talk-1");
      for (String text : List.of("weather in Oslo", "and pay?")) {
        await(await(open.runtime().start(RunRequest.agent("desk", text).withCaller("ada").withEnvelope(talk))).result());
      }
      assertThat(request.get().earlier()).containsExactly("weather in Oslo");
    }
  }

  @Test
  void failsTheRunWhenTheDecisionFails() {
    RunResult result = ask((request, usual, caller, desk) -> {
      throw new IllegalStateException("secret detail");
    }, "hello");

    assertThat(result).isInstanceOf(RunResult.Failed.class);
    assertThat(((RunResult.Failed) result).message()).doesNotContain("secret detail");
  }

  /** A runtime with a desk. */
  private record Open(AgentRuntime runtime, Journal journal) implements AutoCloseable {

    @Override
    public void close() {
      await(runtime.close(Duration.ZERO));
    }
  }

  private Open open(DeskRouting routing) {
    return open(routing, new InMemoryJournal());
  }

  private Open open(DeskRouting routing, Journal journal) {
    return new Open(RuntimeBuilder.on(vertx).journal(journal).catalog(catalog()).desk("desk", routing).build(), journal);
  }

  private List<JournalEntry> log(DeskRouting routing, String text) {
    try (Open open = open(routing)) {
      Run run = await(open.runtime().start(RunRequest.agent("desk", text)));
      await(run.result());
      return await(open.journal().read(run.id()));
    }
  }

  private RunResult resume(List<JournalEntry> log, DeskRouting routing) {
    InMemoryJournal journal = new InMemoryJournal();
    await(journal.accept(List.of(log.getFirst())));
    await(journal.append(log.subList(1, log.size())));
    try (Open open = open(routing, journal)) {
      return await(await(open.runtime().resumeUnfinished()).getFirst().result());
    }
  }

  private static Catalog catalog() {
    return Catalog.empty()
        .with(Agent.of("weather", "Tells the weather forecast for a city", request -> AgentReply.text("sunny")))
        .with(Agent.of("payroll", "Answers questions about pay", request -> AgentReply.text("on the 25th")))
        .with(new Agent("desk", "Front desk", List.of(), new AgentBody.Routed(List.of("weather", "payroll"))));
  }

  private RunResult ask(DeskRouting routing, String text) {
    try (Open open = open(routing)) {
      return await(await(open.runtime().start(RunRequest.agent("desk", text).withCaller("ada"))).result());
    }
  }

  private static DeskRouting.Outcome decided(RoutingRequest request, Policies usual) {
    return new DeskRouting.Outcome.Decided(CascadedController.of(usual).decide(request));
  }
}
