package io.roundhouse.server;

import static io.roundhouse.server.ModelHouse.by;
import static io.roundhouse.server.ModelHouse.events;
import static io.roundhouse.server.ModelHouse.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.server.cli.ModelLog;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feedback on runs, and what the choice of models makes of it, over real HTTP. */
class LearningFromRunsIT {

  @RegisterExtension
  final ModelHouse house = new ModelHouse();

  private static int score(Peer peer, HttpResponse<String> answer, double score) {
    return peer.post("/runs/" + run(answer) + "/feedback", "{\"score\": " + score + ", \"by\": \"eve\"}").statusCode();
  }

  @Test
  void keepsFeedbackWithTheRunAndSaysWhatItDoesNotTake() throws IOException {
    try (Roundhouse server = house.serve(house.config(""))) {
      Peer peer = Peer.of(server);
      HttpResponse<String> answer = peer.chat("cheap", "hello");
      String path = "/runs/" + run(answer) + "/feedback";

      assertThat(peer.post(path, "{\"score\": 0.25, \"by\": \"eve\", \"comment\": \"too short\"}").statusCode()).isEqualTo(200);

      JsonNode feedback = peer.json(peer.get("/runs/" + run(answer))).path("feedback");
      assertThat(feedback.path("score").asDouble()).isEqualTo(0.25);
      assertThat(feedback.path("by").asText()).isEqualTo("eve");
      assertThat(feedback.path("comment").asText()).isEqualTo("too short");
      assertThat(peer.post(path, "{\"score\": 2, \"by\": \"eve\"}").body()).contains("must be a number from 0 to 1");
      assertThat(peer.post(path, "{\"score\": 1}").body()).contains("must say who decides");
      assertThat(peer.post("/runs/nobody/feedback", "{\"score\": 1, \"by\": \"eve\"}").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void correctsWhatASnapshotPredictsAndRemembersItAfterARestart() throws IOException {
    new ModelLog(house.directory()).train(true);
    String yaml = house.config("""
        journal: runs.db
        model-routing:
          policy: {first-of: [{online: {snapshots: snapshots, breadth: 0, caution: 20}}, cheapest]}
        """);
    try (Roundhouse server = house.serve(yaml)) {
      Peer peer = Peer.of(server);
      assertThat(by(peer.chat("auto", "Write a verse about 9 roses."))).isEqualTo("cheap");

      int answers = 0;
      while (by(peer.chat("auto", "Write a verse about 9 roses.")).equals("cheap") && answers++ < 30) {
        HttpResponse<String> poem = peer.chat("auto", "Sing of " + answers + " lost loves.");
        assertThat(score(peer, poem, by(poem).equals("cheap") ? 0 : 1)).isEqualTo(200);
      }

      assertThat(answers).isBetween(2, 29);
    }
    try (Roundhouse server = house.serve(yaml)) {
      assertThat(by(Peer.of(server).chat("auto", "Write a verse about 9 roses."))).isEqualTo("dear");
    }
  }

  @Test
  void trainsOnTheJournalOfARunningServerAndTakesUpWhatWasLearned() throws IOException {
    Files.createDirectories(house.directory().resolve("snapshots"));
    try (Roundhouse server = house.serve(house.config("""
        journal: runs.db
        model-routing:
          policy: {first-of: [{predictive: {snapshots: snapshots}}, cheapest]}
          goal: {per-dollar: 900}
          refresh: 1ms
        """))) {
      Peer peer = Peer.of(server);
      for (int i = 0; i < 80; i++) {
        boolean sum = i % 2 == 0;
        String text = sum ? "What is %d plus 12?".formatted(i) : "Write a verse about %d roses.".formatted(i);
        assertThat(score(peer, peer.chat("cheap", text), sum ? 1 : 0)).isEqualTo(200);
        assertThat(score(peer, peer.chat("dear", text), 1)).isEqualTo(200);
      }
      peer.chat("cheap", "nobody says what became of this");
      assertThat(by(peer.chat("auto", "Write a verse about 9 roses."))).isEqualTo("cheap");

      String said = new ModelLog(house.directory()).trainOnRuns(house.directory().resolve("runs.db"));

      assertThat(said).contains("162 runs with one model each, 160 of them with feedback: 80 different requests").contains("in service: ");
      assertThat(by(peer.chat("auto", "Write a verse about 9 roses."))).isEqualTo("dear");
      HttpResponse<String> sum = peer.chat("auto", "What is 77 plus 12?");
      assertThat(by(sum)).as("%s", events(peer, sum, "routed")).isEqualTo("cheap");
    }
  }
}
