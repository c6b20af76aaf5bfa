package io.roundhouse.routers.models.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.routers.RoutingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LadderTest {

  private final Ladder ladder = new Ladder(List.of("small", "middle", "large"), 0.8);

  private static Ladder.Judged judged(String model, String text, double sure) {
    return new Ladder.Judged(Answer.of(model, text), new Verdict(sure, "it is " + sure + " right"));
  }

  @Test
  void asksTheCheapestFirst() {
    assertThat(ladder.after(List.of())).isEqualTo(new NextAsk.Ask(List.of("small"), "The cheapest model is asked first."));
  }

  @Test
  void stopsAtTheFirstAnswerTheJudgeIsContentWith() {
    Ladder.Judged enough = judged("small", "42", 0.8);

    assertThat(ladder.after(List.of(enough))).isEqualTo(new NextAsk.Give(enough.answer(), 0, "The judge is content: it is 0.8 right"));
  }

  @Test
  void climbsWhileTheJudgeIsNotContentAndSaysWhy() {
    assertThat(ladder.after(List.of(judged("small", "41", 0.79))))
        .isEqualTo(new NextAsk.Ask(List.of("middle"), "The judge is not content: it is 0.79 right"));
    assertThat(ladder.after(List.of(judged("small", "41", 0), judged("middle", "43", 0.5))))
        .isEqualTo(new NextAsk.Ask(List.of("large"), "The judge is not content: it is 0.5 right"));
  }

  @Test
  void givesWhatWasJudgedBestWhenNobodyIsLeftAndTheLastAmongEquals() {
    Ladder.Judged middle = judged("middle", "43", 0.5);

    assertThat(ladder.after(List.of(judged("small", "41", 0.4), middle, judged("large", "42", 0.3))))
        .isEqualTo(new NextAsk.Give(middle.answer(), 1, "No model is left; this answer was judged best."));
    assertThat(ladder.after(List.of(judged("small", "41", 0), middle, judged("large", "43", 0.5))))
        .isInstanceOfSatisfying(NextAsk.Give.class, give -> {
          assertThat(give.answer().model()).isEqualTo("large");
          assertThat(give.disagreement()).isEqualTo(0.5);
        });
  }

  @Test
  void amongEqualsBelowTheLastTheCheapestIsGiven() {
    Ladder.Judged small = judged("small", "41", 0.5);

    assertThat(ladder.after(List.of(small, judged("middle", "43", 0.5), judged("large", "42", 0.3))))
        .isInstanceOfSatisfying(NextAsk.Give.class, give -> assertThat(give.answer()).isEqualTo(small.answer()));
  }

  @Test
  void theLastAnswerStandsIfNobodyJudgedIt() {
    Ladder.Judged last = Ladder.Judged.unjudged(Answer.of("large", "42"));

    assertThat(ladder.after(List.of(judged("small", "41", 0.7), judged("middle", "43", 0.7), last)))
        .isEqualTo(new NextAsk.Give(last.answer(), 1, "No model is left, so the last one's answer stands."));
  }

  @Test
  void anAnswerInTheMiddleThatNobodyJudgedIsNoReasonToStop() {
    Ladder easy = new Ladder(List.of("small", "large"), 0);

    assertThat(easy.after(List.of(Ladder.Judged.unjudged(Answer.of("small", "42"))))).isInstanceOf(NextAsk.Ask.class);
    assertThat(easy.after(List.of(judged("small", "42", 0)))).as("content with anything").isInstanceOf(NextAsk.Give.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesToBeContentWithWhatNoJudgeSays(double content) {
    assertThatThrownBy(() -> new Ladder(List.of("small", "large"), content)).isInstanceOf(RoutingException.Invalid.class)
        .hasMessageContaining("0 to 1");
  }

  @Test
  void hasTwoOrThreeSteps() {
    assertThatThrownBy(() -> new Ladder(List.of("a"), 0.5)).hasMessageContaining("two or three");
    assertThatThrownBy(() -> new Ladder(List.of("a", "b", "c", "d"), 0.5)).hasMessageContaining("two or three");
  }
}
