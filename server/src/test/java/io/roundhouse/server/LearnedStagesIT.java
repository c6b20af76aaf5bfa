package io.roundhouse.server;

import static io.roundhouse.server.ModelHouse.events;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.controller.Reference;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.network.PaperOffers;
import io.roundhouse.routers.controller.network.PaperTraining;
import io.roundhouse.routers.controller.plans.PlanBook;
import io.roundhouse.routers.controller.plans.PlanFacts;
import io.roundhouse.routers.embedding.EmbeddingModel;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.roles.Role;
import io.roundhouse.routers.roles.RoleLibrary;
import io.roundhouse.server.routing.SnapshotFolder;
import io.roundhouse.server.routing.SnapshotPolicy;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Desks whose mode, number, roles and models a controller's snapshot decides, over real HTTP. */
class LearnedStagesIT {

  private static final String DESK = """
      agents:
        adder: {description: Adds sums, instructions: Add.}
        checker: {description: Checks sums, instructions: Check.}
        desk: {description: Sums, route: [adder, checker], modes: [solo, debate, parallel-refine]}
      """;

  @RegisterExtension
  final ModelHouse house = new ModelHouse();

  private void promote(Plan... best) throws IOException {
    PlanBook book = PlanBook.of(IntStream.range(0, best.length)
        .mapToObj(i -> new PlanFacts(best[i], 50, 50, 0.9 - 0.1 * i, 0.9, 100.0, 1.0)).toList());
    ControllerSnapshot snapshot = ControllerSnapshot.fixed(SnapshotPolicy.EMBEDDER, "a test", Goal.BALANCED, book);
    SnapshotFolder<ControllerSnapshot> folder = SnapshotFolder.controllers(house.directory().resolve("controller"));
    folder.promote(folder.add(snapshot), "for a test");
  }

  private static List<String> seats(JsonNode routed) {
    return routed.at("/decision/assignments").findValuesAsText("role");
  }

  @Test
  void decidesByTheSnapshotInServiceAndTakesUpTheNextOne() throws IOException {
    Files.createDirectories(house.directory().resolve("controller"));
    try (Roundhouse server = house.serve(house.config(DESK + """
        routing:
          desk:
            router: lexical
            stages: {snapshots: controller, refresh: 1ms}
        """))) {
      Peer peer = Peer.of(server);
      assertThat(mode(peer)).as("nothing is learned yet").isEqualTo("DEBATE");

      promote(Plan.of(CollaborationMode.PARALLEL_REFINE, new PlanSeat("solver", "dear"), new PlanSeat("checker", "cheap")),
          Plan.solo("cheap"));
      HttpResponse<String> answer = peer.chat("agent:desk", "sums please: 6 times 7");
      JsonNode routed = events(peer, answer, "routed").getFirst();
      assertThat(routed.path("mode").asText()).isEqualTo("PARALLEL_REFINE");
      assertThat(seats(routed)).containsExactly("solver", "checker");
      assertThat(routed.at("/decision/assignments").findValuesAsText("model")).containsExactly("dear", "cheap");
      assertThat(routed.path("explanation").asText()).contains("has served best over all requests so far");

      promote(Plan.solo("dear"));
      assertThat(mode(peer)).isEqualTo("SOLO");
    }
  }

  @Test
  void leavesAStageThatIsStaticToTheDesk() throws IOException {
    promote(Plan.of(CollaborationMode.PARALLEL_REFINE, new PlanSeat("solver", "dear"), new PlanSeat("checker", "dear")));
    try (Roundhouse server = house.serve(house.config(DESK + """
        routing:
          desk:
            router: lexical
            stages: {snapshots: controller, mode: learned, number: learned, role: static, model: static}
        """))) {
      Peer peer = Peer.of(server);

      JsonNode routed = events(peer, peer.chat("agent:desk", "sums please: 6 times 7"), "routed").getFirst();

      assertThat(routed.path("mode").asText()).isEqualTo("PARALLEL_REFINE");
      assertThat(seats(routed)).containsExactly("answerer", "answerer");
      assertThat(routed.at("/decision/assignments").findValuesAsText("model")).containsExactly("cheap", "cheap");
    }
  }

  @Test
  void decidesAsThePaperDoesWhereItIsToldToAndTheSnapshotHasWeightsForIt() throws IOException {
    promote(Plan.solo("dear"));
    try (Roundhouse server = house.serve(house.config(DESK + """
        routing:
          desk:
            router: lexical
            stages: {snapshots: controller, refresh: 1ms, faithful: true}
        """))) {
      Peer peer = Peer.of(server);
      assertThat(mode(peer)).as("a snapshot without weights is not used").isEqualTo("DEBATE");

      TextEmbedder embedder = Embedders.of(EmbeddingModel.BGE_SMALL);
      PaperOffers offers = PaperOffers.of(RoleLibrary.builtIn(), Stream.of("cheap", "dear")
          .map(model -> new ModelProfile(model, "", 1, 1, 0)).toList(), embedder);
      SnapshotFolder<ControllerSnapshot> folder = SnapshotFolder.controllers(house.directory().resolve("controller"));
      folder.promote(folder.add(folder.current().orElseThrow()
          .withPublished(new PaperTraining(16, 6, 0, 16, 0.01).train(offers, List.of(), (text, plan) -> 0, 1))), "for a test");

      Set<String> roles = new HashSet<>();
      for (int i = 0; i < 12; i++) {
        JsonNode routed = events(peer, peer.chat("agent:desk", "sums please: 6 times 7"), "routed").getFirst();
        assertThat(routed.path("mode").asText()).as("the desk's own mode, or a drawn one that it has").isIn("SOLO", "DEBATE");
        assertThat(routed.path("explanation").asText()).contains("MasRouter as published drew m");
        assertThat(routed.at("/decision/assignments").findValuesAsText("model")).isSubsetOf("cheap", "dear");
        roles.addAll(seats(routed));
      }
      assertThat(roles).as("equal requests are drawn apart").hasSizeGreaterThan(3)
          .isSubsetOf(RoleLibrary.builtIn().roles().stream().map(Role::id).toList());
    }
  }

  @Test
  void saysWhenRequestsAreNoLongerWhatItWasTrainedOn() throws IOException {
    TextEmbedder embedder = Embedders.of(EmbeddingModel.BGE_SMALL);
    List<float[]> sums = IntStream.range(0, 40).mapToObj(i -> embedder.embed("sums please: " + i + " times 7")).toList();
    PlanBook book = PlanBook.of(List.of(new PlanFacts(Plan.solo("cheap"), 40, 40, 0.9, 0.9, 100.0, 1.0)));
    ControllerSnapshot snapshot = new ControllerSnapshot(SnapshotPolicy.EMBEDDER, "a test", 40, Goal.BALANCED, book,
        ControllerSnapshot.Kind.STATIC, null, null, null, Reference.of(sums, new double[] {0.9, 0.8, 1.0, 0.9}), List.of("a test"));
    SnapshotFolder<ControllerSnapshot> folder = SnapshotFolder.controllers(house.directory().resolve("controller"));
    folder.promote(folder.add(snapshot), "for a test");
    try (Roundhouse server = house.serve(house.config(DESK + """
        routing:
          desk: {router: lexical, stages: {snapshots: controller}}
        """))) {
      Peer peer = Peer.of(server);
      for (int i = 0; i < 60; i++) {
        peer.chat("agent:desk", "sums please: " + i * 7 % 40 + " times 7");
      }
      assertThat(drift(peer)).isZero();

      for (int i = 0; i < 60; i++) {
        peer.chat("agent:desk", "the checker should write a poem about " + i + " roses and the moon");
      }
      assertThat(drift(peer)).isEqualTo(1);

      for (int i = 0; i < 60; i++) {
        String run = ModelHouse.run(peer.chat("agent:desk", "the checker should write a poem about " + i + " stars"));
        peer.post("/runs/" + run + "/feedback", "{\"score\": 0, \"by\": \"eve\"}");
      }
      assertThat(drift(peer)).isEqualTo(2);
    }
  }

  private static int drift(Peer peer) {
    return peer.get("/metrics").body().lines().filter(line -> line.startsWith("roundhouse_routing_drift{")).findFirst()
        .map(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).orElseThrow();
  }

  private static String mode(Peer peer) {
    return events(peer, peer.chat("agent:desk", "sums please: 6 times 7"), "routed").getFirst().path("mode").asText();
  }
}
