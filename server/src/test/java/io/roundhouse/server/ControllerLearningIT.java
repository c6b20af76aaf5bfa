package io.roundhouse.server;

import static io.roundhouse.server.ModelHouse.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.plans.PlanBook;
import io.roundhouse.routers.controller.plans.PlanFacts;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.server.config.ConfigException;
import io.roundhouse.server.routing.SnapshotFolder;
import io.roundhouse.server.routing.SnapshotPolicy;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that learns from its own runs while it serves: a desk tries two plans, people judge, and the better one takes over. */
class ControllerLearningIT {

  private static final String DESK = """
      agents:
        adder: {description: Adds sums, instructions: Add.}
        checker: {description: Checks sums, instructions: Check.}
        desk: {description: Sums, route: [adder, checker], modes: [solo, parallel-refine]}
      routing:
        desk:
          router: lexical
          stages: {snapshots: controller, refresh: 1ms, explore: 0.6, learn-every: 200ms}
      """;
  private static final Plan CHEAP = Plan.solo("cheap");
  private static final Plan DEAR = Plan.of(CollaborationMode.PARALLEL_REFINE,
      new PlanSeat("answerer", "dear"), new PlanSeat("checker", "dear"));

  @RegisterExtension
  final ModelHouse house = new ModelHouse();

  private SnapshotFolder<ControllerSnapshot> folder;

  @BeforeEach
  void open() {
    folder = SnapshotFolder.controllers(house.directory().resolve("controller"));
  }

  @Test
  void putsWhatServedBetterIntoService() throws IOException {
    PlanBook book = PlanBook.of(List.of(
        new PlanFacts(DEAR, 50, 50, 0.9, 0.9, 100.0, 1.0), new PlanFacts(CHEAP, 50, 50, 0.8, 0.8, 100.0, 1.0)));
    String first = folder.add(ControllerSnapshot.fixed(SnapshotPolicy.EMBEDDER, "a test", Goal.BALANCED, book));
    folder.promote(first, "for a test");
    try (Roundhouse server = house.serve(house.config("journal: runs.db\n" + DESK))) {
      Peer peer = Peer.of(server);

      Optional<String> learned = Optional.empty();
      for (int i = 0; i < 3_000 && learned.isEmpty(); i++) {
        HttpResponse<String> answer = peer.chat("agent:desk", "sums please: " + i + " times 7");
        JsonNode routed = events(peer, answer, "routed").getFirst();
        boolean cheap = routed.path("mode").asText().equals("SOLO");
        peer.post("/runs/" + ModelHouse.run(answer) + "/feedback", "{\"score\": %s, \"by\": \"eve\"}".formatted(cheap ? "1" : "0"));
        learned = folder.currentVersion().filter(version -> !version.equals(first));
      }

      assertThat(learned).as(String.join("\n", folder.history())).isPresent();
      PlanBook known = folder.read(learned.get()).book();
      assertThat(known.plans()).extracting(PlanFacts::plan).containsExactlyInAnyOrder(CHEAP, DEAR);
      assertThat(utility(known, CHEAP)).isGreaterThan(utility(known, DEAR));
      assertThat(folder.read(learned.get()).source()).isEqualTo("runs.db");
    }
  }

  private static double utility(PlanBook book, Plan plan) {
    return book.plans().stream().filter(facts -> facts.plan().equals(plan)).findFirst().orElseThrow().utility();
  }

  @Test
  void wantsAJournalToLearnFrom() throws IOException {
    folder.add(ControllerSnapshot.fixed(SnapshotPolicy.EMBEDDER, "a test", Goal.BALANCED,
        PlanBook.of(List.of(new PlanFacts(CHEAP, 50, 50, 0.8, 0.8, 100.0, 1.0)))));

    assertThatThrownBy(() -> house.serve(house.config(DESK))).isInstanceOf(ConfigException.class)
        .hasMessageContaining("learn-every").hasMessageContaining("add journal: runs.db");
  }
}
