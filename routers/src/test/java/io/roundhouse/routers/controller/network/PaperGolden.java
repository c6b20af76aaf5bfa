package io.roundhouse.routers.controller.network;

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

/**
 * The numbers in {@code paper-cascade.json}, made by {@code paper_cascade.py} beside it, a program of its own on numpy that follows the
 * published formulas and writes down all weights, inputs, random numbers and results.
 */
public final class PaperGolden {

  public static final List<String> MODES = List.of("SOLO", "CHAIN_OF_THOUGHT", "CHAIN", "FULL_MESH", "DEBATE", "REFLECTION");

  private final JsonNode golden = read();

  private static JsonNode read() {
    try (InputStream file = Objects.requireNonNull(PaperGolden.class.getResourceAsStream("paper-cascade.json"))) {
      return new JsonMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cascade with the golden weights; roles are called {@code role-TASK-INDEX}, models {@code model-INDEX}. */
  public PaperCascade cascade() {
    PaperWeights weights = new PaperWeights(layer("taskQuery"), layer("taskTask"), encoder("modeMode"), encoder("modeQuery"),
        encoder("number"), layer("numberOut"), encoder("role"), layer("roleContext"), encoder("model"), layer("modelContext"));
    List<List<Named>> roles = new ArrayList<>();
    for (JsonNode task : golden.path("roles")) {
      roles.add(named(task, "role-%d-".formatted(roles.size())));
    }
    List<Named> modes = new ArrayList<>();
    for (Named mode : named(golden.path("modes"), "")) {
      modes.add(new Named(MODES.get(modes.size()), mode.vector()));
    }
    return PaperCascade.of(
        weights, new PaperOffers(named(golden.path("tasks"), "task-"), modes, roles, named(golden.path("models"), "model-")), 6);
  }

  public float[] query() {
    return narrow(numbers(golden.path("query")));
  }

  public Recorded draws() {
    return new Recorded(numbers(golden.path("noise")), numbers(golden.path("lots")));
  }

  public JsonNode expected() {
    return golden.path("expected");
  }

  public static double[] numbers(JsonNode node) {
    double[] numbers = new double[node.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = node.get(i).asDouble();
    }
    return numbers;
  }

  private static float[] narrow(double[] numbers) {
    float[] narrow = new float[numbers.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) numbers[i];
    }
    return narrow;
  }

  private static List<Named> named(JsonNode rows, String prefix) {
    List<Named> named = new ArrayList<>();
    rows.forEach(row -> named.add(new Named(prefix + named.size(), narrow(numbers(row)))));
    return named;
  }

  private Layer layer(JsonNode node) {
    List<double[]> rows = new ArrayList<>();
    node.path("weights").forEach(row -> rows.add(numbers(row)));
    return new Layer(rows.toArray(double[][]::new), numbers(node.path("offset")));
  }

  private Layer layer(String name) {
    return layer(golden.path("weights").path(name));
  }

  private Encoder encoder(String name) {
    JsonNode node = golden.path("weights").path(name);
    return new Encoder(layer(node.path("hidden")), layer(node.path("mean")), layer(node.path("logVariance")));
  }

  /** The random numbers of the golden pass, one after the other. */
  public static final class Recorded implements PaperCascade.Draws {

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

    public boolean isUsedUp() {
      return normal == normals.length && lot == lots.length;
    }
  }
}
