package io.roundhouse.routers.controller.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.controller.KindEmbedder;
import io.roundhouse.routers.roles.RoleLibrary;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaperCascadeTest {

  private static final double EXACT = 1e-9;

  @Test
  void decidesAsThePublishedProgramDoes() {
    PaperGolden golden = new PaperGolden();
    PaperGolden.Recorded draws = golden.draws();

    PaperCascade.Pass pass = golden.cascade().decide(golden.query(), draws);

    JsonNode expected = golden.expected();
    assertThat(pass.taskChances()).containsExactly(PaperGolden.numbers(expected.path("taskChances")), within(EXACT));
    assertThat(pass.task()).isEqualTo(expected.path("task").asInt());
    assertThat(pass.modeChances()).containsExactly(PaperGolden.numbers(expected.path("modeChances")), within(EXACT));
    assertThat(pass.mode()).isEqualTo(expected.path("mode").asInt());
    assertThat(pass.numberReal()).isCloseTo(expected.path("numberReal").asDouble(), within(EXACT));
    assertThat(pass.number()).isEqualTo(expected.path("number").asInt());
    for (int seat = 0; seat < pass.number(); seat++) {
      assertThat(pass.roleChances().get(seat))
          .containsExactly(PaperGolden.numbers(expected.path("roleChances").get(seat)), within(EXACT));
      assertThat(pass.roles().get(seat)).isEqualTo(expected.path("roles").get(seat).asInt());
      assertThat(pass.models().get(seat)).isEqualTo(expected.path("models").get(seat).asInt());
    }
    assertThat(pass.modelChances()).containsExactly(PaperGolden.numbers(expected.path("modelChances")), within(EXACT));
    assertThat(pass.logProbability()).isCloseTo(expected.path("logProbability").asDouble(), within(EXACT));
    assertThat(draws.isUsedUp()).isTrue();
  }

  @Test
  void offersThePapersDomainsAndModesInOurOwnWords() {
    PaperOffers offers =
        PaperOffers.of(RoleLibrary.builtIn(), List.of(new ModelProfile("small", "Quick and cheap", 1, 1, 0)), new KindEmbedder());

    assertThat(offers.tasks()).extracting(Named::name).containsExactly("mathematics", "code", "general-knowledge");
    assertThat(offers.modes()).extracting(Named::name).containsExactlyElementsOf(PaperGolden.MODES);
    assertThat(offers.roles().getFirst()).extracting(Named::name).contains("algebraist", "maths-checker").doesNotContain("programmer");
    assertThat(offers.roles()).extracting(List::size).containsExactly(8, 7, 9);
    assertThat(offers.models()).extracting(Named::name).containsExactly("small");
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    PaperCascade cascade = new PaperGolden().cascade();
    PaperOffers other = PaperOffers.of(RoleLibrary.builtIn(), List.of(new ModelProfile("small", "", 1, 1, 0)), new KindEmbedder());

    assertThatThrownBy(() -> PaperCascade.of(cascade.weights(), other, 6)).hasMessageContaining("expected 16");
    assertThatThrownBy(() -> PaperWeights.of(cascade.weights().layers().reversed())).hasMessageContaining("expected 4 rows of");
    assertThatThrownBy(() -> PaperOffers.of(RoleLibrary.empty(), List.of(), new KindEmbedder())).hasMessageContaining("mathematics");
  }

  @Test
  void knowsTheLogarithmOfTheGammaFunction() {
    double[] factorials = {1, 1, 2, 6, 24, 120, 720};
    for (int n = 0; n < factorials.length; n++) {
      assertThat(LogGamma.of(n + 1)).isCloseTo(Math.log(factorials[n]), within(1e-11));
    }
    assertThat(LogGamma.of(1.5)).isCloseTo(Math.log(Math.sqrt(Math.PI) / 2), within(1e-11));
  }
}
