package io.roundhouse.server;

import static io.roundhouse.server.ModelHouse.by;
import static io.roundhouse.server.ModelHouse.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers kept for questions that mean the same, with the real embedding model. */
class SemanticCacheIT {

  @RegisterExtension
  final ModelHouse house = new ModelHouse();

  @Test
  void answersOtherWordsOfTheSameMeaningAndOnlyWhoAskedBefore() throws IOException {
    try (Roundhouse server = house.serve(house.config("""
        agents:
          clerk: {description: Answers, instructions: Answer., model: cheap}
        """).replace("model: cheap, price", "model: cheap, cache: semantic, price"))) {
      Peer peer = Peer.of(server);

      assertThat(by(peer.chat("cheap", "How do I reset my password?"))).isEqualTo("cheap");
      HttpResponse<String> again = peer.chat("cheap", "How can I reset my password?");
      assertThat(by(again)).isEqualTo("cheap");
      assertThat(events(peer, again, "model-answered").getFirst().path("cached").asBoolean()).isTrue();
      assertThat(house.provider().asked()).hasSize(1);
      peer.chat("cheap", "How do I delete my account?");
      assertThat(house.provider().asked()).hasSize(2);

      assertThat(ask(server, "ada", "When does the office open?")).isEqualTo("from cheap");
      assertThat(ask(server, "ada", "When does the office open")).isEqualTo("from cheap");
      assertThat(house.provider().asked()).hasSize(3);
      assertThat(ask(server, "bob", "When does the office open?")).isEqualTo("from cheap");
      assertThat(house.provider().asked()).as("what ada was told is not for bob").hasSize(4);
    }
  }

  @Test
  void keepsNothingUnlessToldTo() throws IOException {
    try (Roundhouse server = house.serve(house.config(""))) {
      Peer peer = Peer.of(server);

      peer.chat("cheap", "How do I reset my password?");
      peer.chat("cheap", "How do I reset my password?");

      assertThat(house.provider().asked()).hasSize(2);
    }
  }

  private static String ask(Roundhouse server, String caller, String text) {
    RunResult result = Await.result(server.runtime().start(RunRequest.agent("clerk", text).withCaller(caller))
        .compose(run -> run.result()), Duration.ofSeconds(20));
    return ((RunResult.Completed) result).text();
  }
}
