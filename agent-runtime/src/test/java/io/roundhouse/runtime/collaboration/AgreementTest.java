package io.roundhouse.runtime.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.Assignment;
import io.roundhouse.runtime.TeamRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgreementTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "42 | 42.0",
      "The answer is 7. Answer: 7 | **Answer:** 7",
      "$1,234$ | 1234",
      "So \\boxed{12} | Answer: 12",
      "Bern. | bern",
      "Yes! | yes",
  })
  void setsAsideHowAnAnswerIsWritten(String one, String other) {
    assertThat(agreement(one, other).share()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"42 | 43", "1.5 | 15", "-3 | 3", "yes | no", "Answer: 7 | Answer: 8"})
  void tellsDifferentAnswersApart(String one, String other) {
    assertThat(agreement(one, other).share()).isEqualTo(0.5);
  }

  @Test
  void takesTheAnswerMostGaveAndTheFirstAmongEquals() {
    assertThat(agreement("a", "b", "b").answer().text()).isEqualTo("b");
    assertThat(agreement("a", "b").answer().text()).isEqualTo("a");
    assertThat(agreement("a", "b", "b").reached(TeamRules.ofDefaults().withAgreement(0.6))).isTrue();
    assertThat(agreement("a", "b", "b").reached(TeamRules.ofDefaults())).isFalse();
  }

  @Test
  void countsLongAnswersWithTheSameWordsAsTheSame() {
    String words = "the invoice was paid on monday by the second clerk because the first one had been away since friday noon";

    assertThat(agreement(words, words + " indeed").share()).isEqualTo(1);
    assertThat(agreement(words, "nobody knows when this very strange bill of ours will be settled or who is meant to do it at all").share())
        .isEqualTo(0.5);
  }

  private static Agreement agreement(String... texts) {
    return Agreement.of(Stream.of(texts).map(text -> new Answer(new Assignment("x", "answerer", null), text, null)).toList());
  }

  @Test
  void readsAnInstructionOutOfAFence() {
    assertThat(Supervisor.instruction("Sure:\n```json\n{\"handoff\": \"a\"}\n```")).isPresent();
    assertThat(List.of("{\"other\": 1}", "plain words", "{broken")).allMatch(text -> Supervisor.instruction(text).isEmpty());
  }
}
