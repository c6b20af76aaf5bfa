package io.roundhouse.routers.models.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomesReaderTest {

  private static final List<String> PROMPTS = List.of(
      "{\"id\": \"a\", \"dataset\": \"sums\", \"prompt\": \"Example. What is 1+1?\", \"route_text\": \"What is 1+1?\"}",
      "", "{\"id\": \"b\", \"prompt\": \"Say hello\"}");

  private static Outcomes read(String... outcomes) {
    return OutcomesReader.read("mine", PROMPTS, List.of(outcomes), List.of());
  }

  @Test
  void joinsThreeFiles() {
    Outcomes table = read("id,model,score,cost", "a,small,0,0.1", "a,large,1,1", "b,small,1,", "b,large,0.5,3");

    assertThat(table.models()).containsExactly("small", "large");
    assertThat(table.prompts().getFirst().routeText()).isEqualTo("What is 1+1?");
    assertThat(table.prompts().get(1).routeText()).isEqualTo("Say hello");
    assertThat(table.meanQuality()).containsExactly(0.5, 0.75);
    assertThat(table.meanCost()).as("a single missing cost is the model's mean").containsExactly(0.1, 2);
    assertThat(table.isPriced()).isTrue();
    assertThat(table.families()).containsExactly("sums");
  }

  @Test
  void takesListPricesWhereNoCostIsKnown() {
    Outcomes table = OutcomesReader.read("mine", PROMPTS,
        List.of("id,model,score,cost", "a,small,0,", "a,large,1,", "b,small,1,", "b,large,1,"),
        List.of("model,price_in_per_M,price_out_per_M", "small,1,2", "large,10,20"));

    assertThat(table.isPriced()).isTrue();
    assertThat(table.meanCost()[1] / table.meanCost()[0]).isCloseTo(10, within(1e-9));
  }

  @Test
  void countsCallsOfTheBestModelWhereNothingIsKnownOfMoney() {
    Outcomes table = read("id,model,score,cost", "a,small,0,", "a,large,1,", "b,small,1,", "b,large,1,");

    assertThat(table.isPriced()).isFalse();
    assertThat(table.meanCost()).containsExactly(0, 1);
  }

  @Test
  void leavesMissingScoresMissing() {
    Outcomes table = read("id,model,score,cost", "a,small,0,1", "b,large,1,1");

    assertThat(table.isComplete()).isFalse();
    assertThat(table.quality()[0][1]).isNaN();
  }

  @Test
  void saysWhichLineIsWrongWhatWasFoundAndWhatWasExpected() {
    assertThatThrownBy(() -> read("id,model,score,cost", "a,small,2,0.1"))
        .hasMessage("outcomes.csv, line 2: found score '2'; expected a number from 0 to 1");
    assertThatThrownBy(() -> read("id,model,score,cost", "a,small,1,0.1", "c,small,1,0.1"))
        .hasMessage("outcomes.csv, line 3: found id 'c', which prompts.jsonl does not have; expected one of its ids");
    assertThatThrownBy(() -> read("id,model,score,cost", "a,small,1,0.1", "a,small,1,0.1", "a,large,1,1"))
        .hasMessageContaining("line 3").hasMessageContaining("a second score");
    assertThatThrownBy(() -> read("id,model,score,cost", "a,small,1"))
        .hasMessage("outcomes.csv, line 2: found 3 fields; expected 4, as in the header");
    assertThatThrownBy(() -> read("id,modell,score,cost", "a,small,1,1"))
        .hasMessageContaining("expected the column 'model' in it");
    assertThatThrownBy(() -> read("id,model,score,cost", "a,small,1,-1"))
        .hasMessageContaining("cost '-1'");
    assertThatThrownBy(() -> OutcomesReader.read("mine", List.of("{\"id\": 7}"), List.of("id,model,score,cost"), List.of()))
        .hasMessage("prompts.jsonl, line 1: 'id' is 7; expected text");
    assertThatThrownBy(() -> OutcomesReader.read("mine", List.of("oops"), List.of("id,model,score,cost"), List.of()))
        .hasMessageStartingWith("prompts.jsonl, line 1: not a JSON object");
  }

  @Test
  void readsQuotedFields() {
    Outcomes table = read("id,model,score,cost", "a,\"x, \"\"large\"\"\",1,1", "a,small,0,1", "b,\"x, \"\"large\"\"\",1,1", "b,small,1,1");

    assertThat(table.models()).containsExactly("x, \"large\"", "small");
  }
}
