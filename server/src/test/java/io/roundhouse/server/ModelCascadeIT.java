package io.roundhouse.server;

import static io.roundhouse.server.ModelHouse.by;
import static io.roundhouse.server.ModelHouse.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.runtime.testing.ModelReply;
import io.roundhouse.runtime.testing.ScriptedModelServer.Asked;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several models for one answer, over real HTTP. */
class ModelCascadeIT {

  @RegisterExtension
  final ModelHouse house = new ModelHouse();

  private String config(String cascade) {
    return house.config("  other: {provider: openai, base-url: \"%s\", model: other}\n".formatted(house.provider().baseUrl()) + cascade);
  }

  @Test
  void asksTheStrongModelOnlyWhereCheapOnesDiffer() throws IOException {
    house.provider()
        .model("cheap", asked -> ModelReply.text(asked.question().contains("7") ? "42" : "yes"))
        .model("other", asked -> ModelReply.text(asked.question().contains("7") ? "The answer is \\boxed{42.0}" : "no"))
        .model("dear", asked -> ModelReply.text("perhaps"));
    try (Roundhouse server = house.serve(config("""
        model-routing:
          cascade: {agreement-gate: {probes: [cheap, other], strong: dear}}
        """))) {
      Peer peer = Peer.of(server);

      HttpResponse<String> agreed = peer.chat("auto", "What is 6 times 7?");
      HttpResponse<String> differed = peer.chat("auto", "Will it rain?");

      assertThat(by(agreed)).isEqualTo("cheap");
      assertThat(agreed.body()).contains("\"content\":\"42\"");
      assertThat(agreed.headers().firstValue("x-roundhouse-decision")).hasValue("2 of 2 models gave the same answer.");
      assertThat(agreed.headers().firstValue("x-roundhouse-mode")).hasValue("agreement-gate");
      assertThat(by(differed)).isEqualTo("dear");
      assertThat(differed.body()).contains("perhaps");
      assertThat(events(peer, differed, "model-answered")).hasSize(3);
      assertThat(house.provider().asked()).extracting(Asked::model).hasSize(5).endsWith("dear");
    }
  }

  @Test
  void givesWhatThereIsWhereTheStrongModelFails() throws IOException {
    house.provider().model("cheap", asked -> ModelReply.text("yes")).model("other", asked -> ModelReply.text("no"))
        .model("dear", asked -> ModelReply.error(400, "no such thing"));
    try (Roundhouse server = house.serve(config("""
        model-routing:
          cascade: {agreement-gate: {probes: [cheap, other], strong: dear}}
        """))) {
      HttpResponse<String> answer = Peer.of(server).chat("auto", "Will it rain?");

      assertThat(by(answer)).isEqualTo("cheap");
      assertThat(answer.headers().firstValue("x-roundhouse-decision")).hasValue("dear failed, so another answer stands.");
    }
  }

  @Test
  void climbsUntilAJudgeIsContent() throws IOException {
    house.provider()
        .model("other", asked -> ModelReply.text(asked.question().contains("from cheap") && asked.question().contains("hard")
            ? "I doubt it. {\"sure\": 0.2, \"reason\": \"it says nothing\"}" : "{\"sure\": 0.9, \"reason\": \"it is right\"}"));
    try (Roundhouse server = house.serve(config("""
        model-routing:
          cascade: {ladder: {models: [cheap, dear], content: 0.8, judge: other}}
        """))) {
      Peer peer = Peer.of(server);

      assertThat(by(peer.chat("auto", "something easy"))).isEqualTo("cheap");
      HttpResponse<String> hard = peer.chat("auto", "something hard");
      assertThat(by(hard)).isEqualTo("dear");
      assertThat(hard.headers().firstValue("x-roundhouse-decision")).hasValue("The judge is content: it is right");
      assertThat(events(peer, hard, "round-ended")).extracting(event -> event.path("note").asText())
          .containsExactly("The cheapest model is asked first.", "The judge is not content: it says nothing");
    }
  }

  @Test
  void climbsUntilTheFormIsRight() throws IOException {
    house.provider().model("cheap", asked -> ModelReply.text("forty-two")).model("dear", asked -> ModelReply.text("{\"n\": 42}"));
    try (Roundhouse server = house.serve(config("""
        model-routing:
          cascade: {ladder: {models: [cheap, dear]}}
        """))) {
      Peer peer = Peer.of(server);
      String schema = "{\"type\":\"object\",\"required\":[\"n\"],\"properties\":{\"n\":{\"type\":\"integer\"}}}";

      HttpResponse<String> answer = peer.post("/v1/chat/completions", """
          {"model": "auto", "messages": [{"role": "user", "content": "6 times 7?"}],
           "response_format": {"type": "json_schema", "json_schema": {"name": "n", "schema": %s}}}""".formatted(schema));

      assertThat(by(answer)).isEqualTo("dear");
      assertThat(by(peer.chat("auto", "6 times 7?"))).isEqualTo("cheap");
    }
  }
}
