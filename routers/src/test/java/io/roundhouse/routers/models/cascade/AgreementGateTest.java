package io.roundhouse.routers.models.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.routers.RoutingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreementGateTest {

  private final AgreementGate gate = AgreementGate.of("a", "b", "c", "strong");

  /** Plays the gate to its end; the models asked, then the model whose answer was given. */
  private List<String> play(Map<String, String> answers) {
    List<Answer> given = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    NextAsk next = gate.after(given);
    while (next instanceof NextAsk.Ask ask) {
      asked.addAll(ask.models());
      ask.models().forEach(model -> given.add(Answer.of(model, answers.get(model))));
      next = gate.after(given);
    }
    asked.add("-> " + ((NextAsk.Give) next).answer().model());
    return asked;
  }

  @Test
  void stopsAfterTwoThatAgree() {
    assertThat(play(Map.of("a", "42", "b", "42.0"))).containsExactly("a", "b", "-> a");
  }

  @Test
  void asksAThirdWhenTwoDiffer() {
    assertThat(play(Map.of("a", "41", "b", "42", "c", "The answer is \\boxed{42}"))).containsExactly("a", "b", "c", "-> b");
  }

  @Test
  void asksTheStrongModelWhenNobodyAgrees() {
    assertThat(play(Map.of("a", "1", "b", "2", "c", "3", "strong", "4"))).containsExactly("a", "b", "c", "strong", "-> strong");
  }

  @Test
  void twoBlankAnswersAreNotAnAgreement() {
    assertThat(play(Map.of("a", "", "b", " ", "c", "3", "strong", "4"))).containsExactly("a", "b", "strong", "-> strong");
  }

  @Test
  void aStrongModelThatWasAskedAsAProbeIsNotAskedAgain() {
    AgreementGate own = new AgreementGate(List.of("a", "b", "c"), 2, 2, "a");

    NextAsk next = own.after(List.of(Answer.of("a", ""), Answer.of("b", "")));

    assertThat(next).as("the third alone cannot settle it")
        .isInstanceOfSatisfying(NextAsk.Give.class, give -> assertThat(give.answer().model()).isEqualTo("a"));
  }

  @Test
  void measuresDisagreement() {
    assertThat(AgreementGate.disagreement(List.of(Answer.of("a", "1"), Answer.of("b", "1"), Answer.of("c", "1")))).isZero();
    assertThat(AgreementGate.disagreement(List.of(Answer.of("a", "1"), Answer.of("b", "1"), Answer.of("c", "2")))).isEqualTo(0.5);
    assertThat(AgreementGate.disagreement(List.of(Answer.of("a", "1"), Answer.of("b", ""), Answer.of("c", "")))).isEqualTo(1);
  }

  @Test
  void refusesTheSameProbeTwice() {
    assertThatThrownBy(() -> AgreementGate.of("a", "a", "b", "c")).isInstanceOf(RoutingException.Invalid.class)
        .hasMessageContaining("different probes");
  }

  @Test
  void bringsAnswersIntoOneForm() {
    assertThat(Gist.of("$1,234.50")).isEqualTo("1234.5");
    assertThat(Gist.of("{\"reasoning\": \"...\", \"answer\": \"18\"}")).isEqualTo("18");
    assertThat(Gist.of("So we get \\boxed{7}.")).isEqualTo("7");
    assertThat(Gist.of(" Paris. ")).isEqualTo("paris");
    assertThat(Gist.of("0.00")).isEqualTo("0");
    assertThat(Gist.of("{not json}")).isEqualTo("{not json}");
    assertThat(Gist.of("-3")).isEqualTo("-3");
  }
}
