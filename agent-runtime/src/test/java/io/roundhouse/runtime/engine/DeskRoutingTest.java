package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.DeskRouting;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
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
  void failsTheRunWhenTheDecisionFails() {
    RunResult result = ask((request, usual, caller, desk) -> {
      throw new IllegalStateException("secret detail");
    }, "hello");

    assertThat(result).isInstanceOf(RunResult.Failed.class);
    assertThat(((RunResult.Failed) result).message()).doesNotContain("secret detail");
  }

  private RunResult ask(DeskRouting routing, String text) {
    Catalog catalog = Catalog.empty()
        .with(Agent.of("weather", "Tells the weather forecast for a city", request -> AgentReply.text("sunny")))
        .with(Agent.of("payroll", "Answers questions about pay", request -> AgentReply.text("on the 25th")))
        .with(new Agent("desk", "Front desk", List.of(), new AgentBody.Routed(List.of("weather", "payroll"))));
    AgentRuntime runtime = RuntimeBuilder.on(vertx).catalog(catalog).desk("desk", routing).build();
    try {
      return await(await(runtime.start(RunRequest.agent("desk", text).withCaller("ada"))).result());
    } finally {
      await(runtime.close(Duration.ZERO));
    }
  }

  private static DeskRouting.Outcome decided(RoutingRequest request, Policies usual) {
    return new DeskRouting.Outcome.Decided(CascadedController.of(usual).decide(request));
  }
}
