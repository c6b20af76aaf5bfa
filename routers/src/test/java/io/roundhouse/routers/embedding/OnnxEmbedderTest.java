package io.roundhouse.routers.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxEmbedderTest {

  private static OnnxEmbedder bge;

  @BeforeAll
  static void load() {
    bge = OnnxEmbedder.ofDefaults();
  }

  @AfterAll
  static void close() {
    bge.close();
  }

  @ParameterizedTest
  @EnumSource(EmbeddingModel.class)
  void placesTextsOfOneMeaningCloserThanOthers(EmbeddingModel model) {
    try (OnnxEmbedder embedder = OnnxEmbedder.of(model, 64)) {
      float[] lost = embedder.embed("I cannot find my credit card anywhere");
      float[] stolen = embedder.embed("somebody took my bank card");
      float[] weather = embedder.embed("will it rain in Lisbon tomorrow?");

      assertThat(dot(lost, stolen)).isGreaterThan(dot(lost, weather) + 0.15);
      assertThat(lost).hasSize(embedder.dimensions());
    }
  }

  @Test
  void yieldsVectorsOfLengthOneForAnyText() {
    for (String text : List.of("", " ", "book a table", "日本語のテキスト", "\u0000\uD800", "x".repeat(100_000), "word ".repeat(50_000))) {
      float[] vector = bge.embed(text);

      assertThat(dot(vector, vector)).isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void yieldsTheSameVectorWhateverElseIsEmbeddedAtTheSameTime() throws Exception {
    List<String> texts = List.of("pay the electricity bill", "what is the meaning of this very long sentence about nothing at all", "hi");
    List<float[]> alone = bge.embedAll(texts);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<float[]>> together = threads.invokeAll(texts.stream()
          .map(text -> (java.util.concurrent.Callable<float[]>) () -> bge.embed(text)).toList());
      for (int i = 0; i < texts.size(); i++) {
        assertThat(together.get(i).get()).containsExactly(alone.get(i));
      }
    }
  }

  @Test
  void ignoresWhatFollowsTheLastTokenThatCounts() {
    try (OnnxEmbedder brief = OnnxEmbedder.of(EmbeddingModel.BGE_SMALL, 8)) {
      assertThat(brief.embed("one two three four five six seven eight nine"))
          .containsExactly(brief.embed("one two three four five six, and something else"));
    }
  }

  @Test
  void saysWhatIsWrongWithTheNumberOfTokens() {
    assertThatThrownBy(() -> OnnxEmbedder.of(EmbeddingModel.BGE_SMALL, 1_000))
        .isInstanceOf(EmbeddingException.class).hasMessage("max-tokens is 1000; expected 8 to 512");
  }

  private static double dot(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
