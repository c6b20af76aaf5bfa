package io.roundhouse.routers.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class Bm25Test {

  @Test
  void agreesWithTheFormulaByHand() {
    List<List<String>> documents = List.of(List.of("a", "b", "b"), List.of("b", "c", "d", "e", "f"), List.of("c"));

    double[] scores = Bm25.scores(List.of("a", "b"), documents);

    // Average length 3. 'a' is in one document of three, 'b' in two: weights ln(8/3) and ln(1.6).
    assertThat(scores[0]).isCloseTo(Math.log(8 / 3.0) * 2.2 / 2.2 + Math.log(1.6) * 4.4 / 3.2, within(1e-12));
    assertThat(scores[1]).isCloseTo(Math.log(1.6) * 2.2 / 2.8, within(1e-12));
    assertThat(scores[2]).isZero();
  }

  @Test
  void countsARepeatedWordOfTheQueryOnce() {
    List<List<String>> documents = List.of(List.of("a"), List.of("b"));

    assertThat(Bm25.scores(List.of("a", "a", "a"), documents)).isEqualTo(Bm25.scores(List.of("a"), documents));
  }

  @Test
  void scoresAWordThatEveryoneUses() {
    assertThat(DoubleStream.of(Bm25.scores(List.of("a"), List.of(List.of("a"), List.of("a", "b"))))).allMatch(score -> score > 0);
  }

  @Test
  void givesNothingForNothing() {
    assertThat(Bm25.scores(List.of(), List.of(List.of("a")))).containsExactly(0);
    assertThat(Bm25.scores(List.of("a"), List.of(List.of(), List.of()))).containsExactly(0, 0);
    assertThat(Bm25.scores(List.of("a"), List.of())).isEmpty();
  }
}
