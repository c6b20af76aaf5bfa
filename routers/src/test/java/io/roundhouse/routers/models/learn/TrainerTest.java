package io.roundhouse.routers.models.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.outcomes.OutcomesException;
import io.roundhouse.routers.models.outcomes.Prompt;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {

  private static final Town TOWN = new Town(400, 5);
  private static final OutcomePredictor PREDICTOR = Trainer.train(TOWN.outcomes(), TOWN.vectors());

  @Test
  void findsTheCheapSpecialistOfEveryKind() {
    for (int kind = 0; kind < 3; kind++) {
      Prediction prediction = PREDICTOR.predict(Town.query(kind));

      assertThat(PREDICTOR.choose(prediction, 20)).as("kind %d", kind).isEqualTo(kind);
      assertThat(prediction.quality()[kind]).isBetween(0.7, 1.05);
      assertThat(prediction.quality()[(kind + 1) % 3]).isLessThan(0.5);
      assertThat(prediction.cost()[3] / prediction.cost()[0]).isCloseTo(20, within(3.0));
    }
  }

  @Test
  void takesTheCheapestWhenNothingIsWorthMoney() {
    assertThat(PREDICTOR.choose(PREDICTOR.predict(Town.query(2)), 1e7)).isEqualTo(0);
  }

  @Test
  void yieldsTheSamePredictorEachTime() {
    String again = new Snapshot(Trainer.train(TOWN.outcomes(), TOWN.vectors()), "test", "town", 400).version();

    assertThat(new Snapshot(PREDICTOR, "test", "town", 400).version()).isEqualTo(again);
  }

  @Test
  void decidesTheSameAfterASnapshotWasWrittenAndRead() {
    Snapshot snapshot = new Snapshot(PREDICTOR, "test", "town", 400);
    Snapshot read = Snapshot.fromJson(snapshot.toJson());

    assertThat(read.version()).isEqualTo(snapshot.version());
    Town fresh = new Town(60, 77);
    for (int i = 0; i < 60; i++) {
      Query query = Query.of(fresh.outcomes().prompts().get(i), fresh.vectors().get(i));
      assertThat(read.predictor().predict(query).quality()).containsExactly(PREDICTOR.predict(query).quality(), within(1e-5));
      assertThat(read.predictor().choose(read.predictor().predict(query), 20))
          .isEqualTo(PREDICTOR.choose(PREDICTOR.predict(query), 20));
    }
  }

  @Test
  void saysWhatIsWrongWithASnapshot() {
    assertThatThrownBy(() -> Snapshot.fromJson("{\"format\": \"other\"}")).isInstanceOf(OutcomesException.class)
        .hasMessageContaining("'other'").hasMessageContaining("expected 'roundhouse-model-predictor/1'");
    assertThatThrownBy(() -> Snapshot.fromJson("oops")).isInstanceOf(OutcomesException.class);
  }

  @Test
  void neverReadsTheFamilyOfAQueryAndCanDoWithoutFamilies() {
    List<Prompt> nameless = new ArrayList<>();
    TOWN.outcomes().prompts().forEach(prompt -> nameless.add(new Prompt(prompt.id(), "", prompt.text(), prompt.routeText())));
    Outcomes table = TOWN.outcomes();
    OutcomePredictor predictor = Trainer.train(
        new Outcomes("town", nameless, table.models(), table.quality(), table.cost(), true), TOWN.vectors());

    for (int kind = 0; kind < 3; kind++) {
      assertThat(predictor.choose(predictor.predict(Town.query(kind)), 20)).as("kind %d", kind).isEqualTo(kind);
    }
  }

  @Test
  void learnsFromLogsInWhichOneModelAnsweredEachQuery() {
    Outcomes table = TOWN.outcomes();
    double[][] logged = new double[table.size()][];
    for (int i = 0; i < logged.length; i++) {
      logged[i] = table.quality()[i].clone();
      for (int j = 0; j < 4; j++) {
        logged[i][j] = j == i % 4 ? logged[i][j] : Double.NaN;
      }
    }
    OutcomePredictor predictor = Trainer.train(
        new Outcomes("log", table.prompts(), table.models(), logged, table.cost(), true), TOWN.vectors());

    for (int kind = 0; kind < 3; kind++) {
      assertThat(predictor.choose(predictor.predict(Town.query(kind)), 20)).as("kind %d", kind).isEqualTo(kind);
    }
  }

  @Test
  void takesTheBestModelForAllWhereTextSaysNothing() {
    Town other = new Town(400, 6);
    Outcomes table = TOWN.outcomes();
    List<Prompt> shuffled = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      Prompt prompt = other.outcomes().prompts().get(i);
      shuffled.add(new Prompt(prompt.id(), "", prompt.text(), prompt.routeText()));
    }
    OutcomePredictor predictor = Trainer.train(
        new Outcomes("noise", shuffled, table.models(), table.quality(), table.cost(), true), other.vectors());

    assertThat(predictor.choose(predictor.predict(Town.query(0)), 0)).isEqualTo(3);
    assertThat(predictor.choose(predictor.predict(Town.query(1)), 0)).isEqualTo(3);
  }
}
