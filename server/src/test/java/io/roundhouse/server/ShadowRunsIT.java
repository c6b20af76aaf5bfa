package io.roundhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.controller.episodes.Episode;
import io.roundhouse.runtime.testing.ModelReply;
import io.roundhouse.runtime.testing.ScriptedModelServer.Asked;
import io.roundhouse.server.routing.RunEpisodes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests of a desk that are tried again in its other modes, over real HTTP. */
class ShadowRunsIT {

  private static final String DESK = """
      agents:
        adder: {description: Adds sums, instructions: Add., model: cheap}
        checker: {description: Checks sums, instructions: Check., model: dear}
        desk: {description: Sums, route: [adder, checker], modes: [solo, debate, agreement-gate]}
      """;

  @RegisterExtension
  final ModelHouse house = new ModelHouse();

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private List<Episode> episodes() {
    return RunEpisodes.read(house.directory().resolve("runs.db")).episodes();
  }

  @Test
  void triesEveryModeOfTheDeskAndKeepsWhatCameOfItAsEpisodes() throws IOException {
    house.provider().model("judge", asked -> ModelReply.text("{\"sure\": 0.75, \"reason\": \"close\"}"))
        .otherwise(asked -> ModelReply.text("42"));
    String judge = "  judge: {provider: openai, base-url: \"%s\", model: judge}\n".formatted(house.provider().baseUrl());
    try (Roundhouse server = house.serve(house.config(judge + "journal: runs.db\n" + DESK + """
            routing:
              desk: {router: lexical, shadow-share: 1, shadow-judge: judge}
            """))) {
      Peer peer = Peer.of(server);

      HttpResponse<String> answer = peer.chat("agent:desk", "sums please: 6 times 7");

      assertThat(answer.body()).contains("\"content\":\"42\"");
      until(() -> episodes().stream().filter(Episode::shadow).filter(episode -> episode.reward().quality() != null).count() == 3);
      String run = ModelHouse.run(answer);
      assertThat(episodes()).filteredOn(Episode::shadow).allSatisfy(episode -> {
        assertThat(episode.query()).isEqualTo(run);
        assertThat(episode.text()).isEqualTo("sums please: 6 times 7");
        assertThat(episode.reward().quality()).isEqualTo(0.75);
        assertThat(episode.reward().costMicros()).isPositive();
      }).extracting(episode -> episode.plan().mode())
          .containsExactlyInAnyOrder(CollaborationMode.SOLO, CollaborationMode.DEBATE, CollaborationMode.AGREEMENT_GATE);
      assertThat(episodes()).filteredOn(episode -> !episode.shadow()).singleElement()
          .satisfies(episode -> assertThat(episode.id()).isEqualTo(run));
      assertThat(house.provider().asked()).filteredOn(asked -> asked.model().equals("judge")).hasSize(3);
    }
  }

  @Test
  void staysWithinItsBudgetAndLeavesAgentsWithEffectsAlone() throws IOException {
    try (Roundhouse server = house.serve(house.config(DESK + """
        routing:
          desk: {router: lexical, shadow-share: 1, shadow-budget: 0}
        """))) {
      Peer peer = Peer.of(server);
      peer.chat("agent:desk", "sums please: 6 times 7");
      int asked = house.provider().asked().size();
      peer.chat("agent:adder", "one more question, so that shadows had their time");

      assertThat(house.provider().asked()).extracting(Asked::model).hasSize(asked + 1);
      assertThat(peer.json(peer.get("/runs")).path("runs")).hasSize(2);
    }
    try (Roundhouse server = house.serve(house.config("""
        tools:
          - class: io.roundhouse.server.RatesTools
        """ + DESK.replace("instructions: Add.,", "instructions: Add., tools: [\"*\"],") + """
        routing:
          desk: {router: lexical, shadow-share: 1}
        """))) {
      Peer peer = Peer.of(server);
      peer.chat("agent:desk", "sums please: 6 times 7");

      assertThat(peer.json(peer.get("/runs")).path("runs")).hasSize(1);
    }
  }
}
