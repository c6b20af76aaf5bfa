package io.roundhouse.server;

import static io.roundhouse.server.ModelHouse.by;
import static io.roundhouse.server.ModelHouse.events;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.routers.models.ModelPolicies;
import io.roundhouse.runtime.testing.ScriptedModelServer;
import io.roundhouse.server.cli.ModelLog;
import io.roundhouse.server.config.ModelRoutingConfig;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Models chosen by what was learned, in a running server over real HTTP. */
class ModelRoutingIT {

  @RegisterExtension
  final ModelHouse house = new ModelHouse();

  @Test
  void asksTheCheapModelForEasyWordsAndTheDearOneForOthersAsASnapshotSays() throws IOException {
    ModelLog log = new ModelLog(house.directory());
    log.train(false);
    try (Roundhouse server = house.serve(house.config("""
        model-routing:
          policy: {first-of: [{predictive: {snapshots: snapshots}}, cheapest]}
          refresh: 1ms
        """))) {
      Peer peer = Peer.of(server);

      assertThat(by(peer.chat("auto", "What is 31 plus 12?"))).isEqualTo("cheap");
      HttpResponse<String> poem = peer.chat("auto", "Write a verse about 9 roses.");
      assertThat(by(poem)).isEqualTo("dear");
      assertThat(poem.headers().firstValue("x-roundhouse-decision")).hasValueSatisfying(
          words -> assertThat(words).contains("It uses dear, which promises the most for the price here."));
      JsonNode decision = events(peer, poem, "routed").getFirst().path("decision");
      JsonNode choice = decision.path("trace").findParents("stage").stream()
          .filter(stage -> stage.path("stage").asText().equals("MODEL")).findFirst().orElseThrow();
      assertThat(choice.path("policy").asText()).startsWith("first-of(predictive/1(").endsWith("),cheapest/1)");
      assertThat(choice.path("candidates")).hasSize(2).allSatisfy(each ->
          assertThat(each.path("predicted").path("quality").isNumber()).isTrue());
      assertThat(choice.at("/candidates/0/propensity").asDouble()).isEqualTo(1);
      assertThat(decision.at("/versions/embeddingModel").asText()).isEqualTo("bge-small-en-v1.5-q/256");

      log.train(true);

      assertThat(by(peer.chat("auto", "Write a verse about 10 roses."))).isEqualTo("cheap");
    }
  }

  @Test
  void choosesForAgentsWithoutAModelAndForTheSeatsOfADesk() throws IOException {
    try (Roundhouse server = house.serve(house.config("""
        agents:
          clerk: {description: Answers questions about invoices, instructions: Answer., model: auto}
          smith: {description: Forges horseshoes and swords, instructions: Answer.}
          desk: {description: Whoever suits, route: [clerk, smith]}
        model-routing:
          policy:
            rules:
              - {name: swords, keywords: [sword], then: {always: dear}}
        """))) {
      Peer peer = Peer.of(server);

      assertThat(by(peer.chat("agent:clerk", "is the invoice paid?"))).isEqualTo("cheap");
      HttpResponse<String> direct = peer.chat("agent:smith", "a sword please");
      assertThat(by(direct)).isEqualTo("dear");
      assertThat(direct.headers().firstValue("x-roundhouse-decision")).hasValueSatisfying(
          words -> assertThat(words).contains("Rule 'swords' applies. It uses dear, as configured."));
      assertThat(events(peer, direct, "model-chosen").getFirst().path("model").asText()).isEqualTo("dear");
      HttpResponse<String> desk = peer.chat("agent:desk", "horseshoes and a sword please");
      assertThat(by(desk)).isEqualTo("dear");
      assertThat(events(peer, desk, "routed").getFirst().at("/decision/assignments/0/model").asText()).isEqualTo("dear");
    }
  }

  @Test
  void leavesOutModelsThatAreDownAndThoseThatLackWhatIsAskedFor() throws IOException {
    try (Roundhouse server = house.serve(house.config("""
        model-routing:
          policy: cheapest
          models:
            cheap: {abilities: [tools]}
        """).replaceFirst(house.provider().baseUrl(), "http://127.0.0.1:1/v1")
        .replace("model: cheap,", "model: cheap, max-attempts: 1,"))) {
      Peer peer = Peer.of(server);

      assertThat(by(peer.post("/v1/chat/completions", """
          {"model": "auto", "response_format": {"type": "json_object"}, "messages": [{"role": "user", "content": "as JSON"}]}""")))
          .isEqualTo("dear");
      assertThat(peer.chat("auto", "hello").statusCode()).isEqualTo(502);
      assertThat(by(peer.chat("auto", "hello"))).isEqualTo("dear");
      assertThat(house.provider().asked()).extracting(ScriptedModelServer.Asked::model).containsExactly("dear", "dear");
    }
  }

  @Test
  void whatCostsNothingIsTheCheapest() throws IOException {
    String free = "  free: {provider: openai, base-url: \"%s\", model: free}\n".formatted(house.provider().baseUrl());
    try (Roundhouse server = house.serve(house.config(free + "model-routing: {policy: cheapest}\n"))) {
      assertThat(by(Peer.of(server).chat("auto", "hello"))).isEqualTo("free");
    }
  }

  @Test
  void takesAPolicyFromCode() throws IOException {
    RoundhouseBuilder setup = Roundhouse.from(house.file(house.config("")));
    try (Roundhouse server = setup.modelRouting(ModelRoutingConfig.of(ModelPolicies.roundRobin())).start()) {
      Peer peer = Peer.of(server);

      List<String> models = List.of(by(peer.chat("auto", "a")), by(peer.chat("auto", "b")), by(peer.chat("auto", "c")));

      assertThat(models).isIn(List.of("cheap", "dear", "cheap"), List.of("dear", "cheap", "dear"));
    }
  }
}
