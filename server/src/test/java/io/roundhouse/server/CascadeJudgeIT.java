package io.roundhouse.server;

import static io.roundhouse.server.ModelHouse.by;
import static io.roundhouse.server.ModelHouse.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.testing.ModelReply;
import io.roundhouse.runtime.testing.ScriptedModelServer.Asked;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A ladder of two models whose answers a tool checks, or the model itself by answering again, over real HTTP. */
class CascadeJudgeIT {

  private static final String CHECKS = """
      tools:
        - class: io.roundhouse.server.AnswerChecks
      """;
  private static final String BY_TOOL = CHECKS + """
      model-routing:
        cascade: {ladder: {models: [cheap, dear], judge: {tool: product}}}
      """;
  private static final String BY_SAMPLES = """
      model-routing:
        cascade: {ladder: {models: [cheap, dear], content: 0.6, judge: {again: 3}}}
      """;

  @RegisterExtension
  final ModelHouse house = new ModelHouse();

  private static String decision(HttpResponse<String> answer) {
    return answer.headers().firstValue("x-roundhouse-decision").orElse("");
  }

  private static List<String> notes(Peer peer, HttpResponse<String> answer) {
    return events(peer, answer, "round-ended").stream().map(event -> event.path("note").asText()).toList();
  }

  @Test
  void aToolThatIsContentEndsTheClimb() throws IOException {
    house.provider().model("cheap", asked -> ModelReply.text("42"));
    try (Roundhouse server = house.serve(house.config(BY_TOOL))) {
      Peer peer = Peer.of(server);
      HttpResponse<String> answer = peer.chat("auto", "6 times 7?");

      assertThat(by(answer)).isEqualTo("cheap");
      assertThat(decision(answer)).isEqualTo("The judge is content: 6 * 7 is 42");
      JsonNode called = events(peer, answer, "tool-called").getFirst();
      assertThat(called.path("tool").asText()).isEqualTo("product");
      assertThat(called.path("arguments").toString()).isEqualTo("{\"question\":\"6 times 7?\",\"answer\":\"42\"}");
      assertThat(events(peer, answer, "tool-succeeded")).hasSize(1);
    }
  }

  @Test
  void aToolThatIsNotSendsTheQuestionToTheNextModel() throws IOException {
    house.provider().model("cheap", asked -> ModelReply.text("41")).model("dear", asked -> ModelReply.text("42"));
    try (Roundhouse server = house.serve(house.config(BY_TOOL))) {
      Peer peer = Peer.of(server);
      HttpResponse<String> answer = peer.chat("auto", "6 times 7?");

      assertThat(by(answer)).isEqualTo("dear");
      assertThat(notes(peer, answer)).endsWith("The judge is not content: 6 * 7 is not 41");
    }
  }

  @Test
  void aToolThatFailsIsNotContentAndNoReasonToFail() throws IOException {
    house.provider().model("cheap", asked -> ModelReply.text("42")).model("dear", asked -> ModelReply.text("42"));
    try (Roundhouse server = house.serve(house.config(BY_TOOL))) {
      Peer peer = Peer.of(server);
      HttpResponse<String> answer = peer.chat("auto", "6 times 7? It may hurt.");

      assertThat(by(answer)).isEqualTo("dear");
      assertThat(decision(answer)).isEqualTo("No model is left; this answer was judged best.");
      assertThat(notes(peer, answer)).endsWith("The judge is not content: 'product' cannot judge: the calculator is broken");
      assertThat(events(peer, answer, "tool-failed")).hasSize(2);
    }
  }

  @Test
  void aToolThatMustNotBeRepeatedIsRefusedWhenTheServerStarts() {
    assertThatThrownBy(() -> house.serve(house.config(BY_TOOL.replace("product", "file"))))
        .hasMessageContaining("the judge of model-routing's cascade: tool 'file' is irreversible; expected pure or idempotent");
  }

  @Test
  void aModelThatStandsByItsAnswerIsBelieved() throws IOException {
    AtomicInteger again = new AtomicInteger();
    house.provider().model("cheap", asked ->
        ModelReply.text(!asked.body().has("temperature") ? "It is \\boxed{42}" : again.incrementAndGet() == 2 ? "41" : "42.0"));
    try (Roundhouse server = house.serve(house.config(BY_SAMPLES))) {
      Peer peer = Peer.of(server);
      HttpResponse<String> answer = peer.chat("auto", "6 times 7?");

      assertThat(by(answer)).isEqualTo("cheap");
      assertThat(decision(answer)).isEqualTo("The judge is content: 2 of 3 samples of 'cheap' say the same");
      assertThat(answer.body()).contains("boxed");
      assertThat(events(peer, answer, "model-answered")).hasSize(4);
      assertThat(house.provider().asked()).hasSize(4).filteredOn(asked -> asked.body().has("temperature"))
          .hasSize(3).allMatch(asked -> asked.body().path("temperature").asDouble() == 0.7);
    }
  }

  @Test
  void aModelThatWaversIsNotAndTheLastOneIsNotSampled() throws IOException {
    AtomicInteger said = new AtomicInteger();
    house.provider().model("cheap", asked -> ModelReply.text(String.valueOf(said.incrementAndGet())));
    try (Roundhouse server = house.serve(house.config(BY_SAMPLES))) {
      Peer peer = Peer.of(server);
      HttpResponse<String> answer = peer.chat("auto", "6 times 7?");

      assertThat(by(answer)).isEqualTo("dear");
      assertThat(decision(answer)).isEqualTo("No model is left, so the last one's answer stands.");
      assertThat(notes(peer, answer)).endsWith("The judge is not content: 0 of 3 samples of 'cheap' say the same");
      assertThat(house.provider().asked()).extracting(Asked::model).containsExactly("cheap", "cheap", "cheap", "cheap", "dear");
    }
  }

  @Test
  void aSampleThatFailsCountsAsAnotherAnswer() throws IOException {
    house.provider().model("cheap", asked ->
        asked.body().has("temperature") ? ModelReply.error(400, "no temperature here") : ModelReply.text("42"));
    try (Roundhouse server = house.serve(house.config(BY_SAMPLES))) {
      assertThat(by(Peer.of(server).chat("auto", "6 times 7?"))).isEqualTo("dear");
    }
  }

  @Test
  void samplesAreNeverTakenFromTheCacheAndKeepAWarmerTemperature() throws IOException {
    AtomicInteger asks = new AtomicInteger();
    house.provider().model("cheap", asked -> ModelReply.text(String.valueOf(asks.incrementAndGet())));
    String cached = house.config(BY_SAMPLES).replace("model: cheap,", "model: cheap, cache: exact,");
    try (Roundhouse server = house.serve(cached)) {
      HttpResponse<String> answer = Peer.of(server).post("/v1/chat/completions",
          "{\"model\": \"auto\", \"temperature\": 1.1, \"messages\": [{\"role\": \"user\", \"content\": \"6 times 7?\"}]}");

      assertThat(by(answer)).as("all four answers differ").isEqualTo("dear");
      assertThat(house.provider().asked()).hasSize(5).allMatch(asked -> asked.body().path("temperature").asDouble() == 1.1);
    }
  }
}
