package io.roundhouse.routers.controller.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roundhouse.routers.controller.network.PaperWeights.Encoder;
import io.roundhouse.routers.controller.network.PaperWeights.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The numbers in {@code paper-cascade.json} were made by {@code paper_cascade.py} beside it, a program of its own on numpy that follows the
 * published formulas and writes down all weights, inputs, random numbers and results.
 */
class PaperCascadeTest {

  private static final double EXACT = 1e-9;

  private final JsonNode golden = read();

  private static JsonNode read() {
    try (InputStream file = Objects.requireNonNull(PaperCascadeTest.class.getResourceAsStream("paper-cascade.json"))) {
      return new JsonMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] numbers(JsonNode node) {
    double[] numbers = new double[node.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = node.get(i).asDouble();
    }
    return numbers;
  }

  private static double[][] rows(JsonNode node) {
    List<double[]> rows = new ArrayList<>();
    node.forEach(row -> rows.add(numbers(row)));
    return rows.toArray(double[][]::new);
  }

  private Layer layer(JsonNode node) {
    return new Layer(rows(node.path("weights")), numbers(node.path("offset")));
  }

  private Encoder encoder(String name) {
    JsonNode node = golden.path("weights").path(name);
    return new Encoder(layer(node.path("hidden")), layer(node.path("mean")), layer(node.path("logVariance")));
  }

  private Layer layer(String name) {
    return layer(golden.path("weights").path(name));
  }

  @Test
  void decidesAsThePublishedProgramDoes() {
    PaperWeights weights = new PaperWeights(layer("taskQuery"), layer("taskTask"), encoder("modeMode"), encoder("modeQuery"),
        encoder("number"), layer("numberOut"), encoder("role"), layer("roleContext"), encoder("model"), layer("modelContext"));
    List<double[][]> roles = new ArrayList<>();
    golden.path("roles").forEach(each -> roles.add(rows(each)));
    PaperCascade.Offers offers =
        new PaperCascade.Offers(rows(golden.path("tasks")), rows(golden.path("modes")), roles, rows(golden.path("models")));
    Recorded draws = new Recorded(numbers(golden.path("noise")), numbers(golden.path("lots")));

    PaperCascade.Pass pass = PaperCascade.of(weights, 6).decide(numbers(golden.path("query")), offers, draws);

    JsonNode expected = golden.path("expected");
    assertThat(pass.taskChances()).containsExactly(numbers(expected.path("taskChances")), within(EXACT));
    assertThat(pass.task()).isEqualTo(expected.path("task").asInt());
    assertThat(pass.modeChances()).containsExactly(numbers(expected.path("modeChances")), within(EXACT));
    assertThat(pass.mode()).isEqualTo(expected.path("mode").asInt());
    assertThat(pass.numberReal()).isCloseTo(expected.path("numberReal").asDouble(), within(EXACT));
    assertThat(pass.number()).isEqualTo(expected.path("number").asInt());
    for (int seat = 0; seat < pass.number(); seat++) {
      assertThat(pass.roleChances().get(seat)).containsExactly(numbers(expected.path("roleChances").get(seat)), within(EXACT));
      assertThat(pass.roles().get(seat)).isEqualTo(expected.path("roles").get(seat).asInt());
      assertThat(pass.models().get(seat)).isEqualTo(expected.path("models").get(seat).asInt());
    }
    assertThat(pass.modelChances()).containsExactly(numbers(expected.path("modelChances")), within(EXACT));
    assertThat(pass.logProbability()).isCloseTo(expected.path("logProbability").asDouble(), within(EXACT));
    assertThat(draws.isUsedUp()).isTrue();
  }

  @Test
  void knowsTheLogarithmOfTheGammaFunction() {
    double[] factorials = {1, 1, 2, 6, 24, 120, 720};
    for (int n = 0; n < factorials.length; n++) {
      assertThat(LogGamma.of(n + 1)).isCloseTo(Math.log(factorials[n]), within(1e-11));
    }
    assertThat(LogGamma.of(1.5)).isCloseTo(Math.log(Math.sqrt(Math.PI) / 2), within(1e-11));
  }

  /** The random numbers of the golden pass, one after the other. */
  private static final class Recorded implements PaperCascade.Draws {

    private final double[] normals;
    private final double[] lots;
    private int normal;
    private int lot;

    Recorded(double[] normals, double[] lots) {
      this.normals = normals;
      this.lots = lots;
    }

    @Override
    public double normal() {
      return normals[normal++];
    }

    @Override
    public double uniform() {
      return lots[lot++];
    }

    boolean isUsedUp() {
      return normal == normals.length && lot == lots.length;
    }
  }
}
