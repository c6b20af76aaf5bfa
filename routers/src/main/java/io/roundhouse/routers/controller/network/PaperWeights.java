package io.roundhouse.routers.controller.network;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The trained numbers of MasRouter's own network. Immutable by convention.
 *
 * @param taskQuery projects the text, for the task
 * @param taskTask projects tasks
 * @param modeMode encodes modes
 * @param modeQuery encodes the text, for the mode
 * @param number encodes the text, for the number of agents
 * @param numberOut makes one number of that
 * @param role encodes roles
 * @param roleContext makes the context of a role of text, mode and earlier roles
 * @param model encodes models
 * @param modelContext makes the context of the models of text, mode and roles
 */
public record PaperWeights(
    Layer taskQuery, Layer taskTask, Encoder modeMode, Encoder modeQuery, Encoder number, Layer numberOut, Encoder role, Layer roleContext,
    Encoder model, Layer modelContext) {

  static final int LAYERS = 20;

  /** Throws {@link IllegalArgumentException} if the layers do not fit each other. */
  public PaperWeights {
    int deep = taskQuery.offset().length;
    int wide = taskQuery.columns();
    taskTask.require("taskTask", deep, wide);
    for (Encoder encoder : List.of(modeMode, modeQuery, number, role, model)) {
      encoder.hidden().require("hidden", deep, wide);
      encoder.mean().require("mean", deep, deep);
      encoder.logVariance().require("logVariance", deep, deep);
    }
    numberOut.require("numberOut", 1, deep);
    roleContext.require("roleContext", deep, 3 * deep);
    modelContext.require("modelContext", deep, 3 * deep);
  }

  /** A matrix by rows, and an offset. */
  @SuppressWarnings("ArrayRecordComponent") // written once, then only read
  public record Layer(double[][] weights, double[] offset) {

    /** Returns how many numbers go in. */
    public int columns() {
      return weights.length == 0 ? 0 : weights[0].length;
    }

    private void require(String name, int rows, int columns) {
      if (weights.length != rows || offset.length != rows || Arrays.stream(weights).anyMatch(row -> row.length != columns)) {
        throw new IllegalArgumentException("layer %s has %d rows of %d numbers and %d offsets; expected %d rows of %d".formatted(
            name, weights.length, columns(), offset.length, rows, columns));
      }
    }

    double[] of(double[] x) {
      double[] y = offset.clone();
      for (int i = 0; i < y.length; i++) {
        y[i] += Maths.dot(weights[i], x);
      }
      return y;
    }
  }

  /** The encoding half of a variational autoencoder; the other half serves training only. */
  public record Encoder(Layer hidden, Layer mean, Layer logVariance) {}

  /** Returns all layers, in an order of their own. */
  public List<Layer> layers() {
    return Stream.concat(Stream.of(taskQuery, taskTask, numberOut, roleContext, modelContext),
        Stream.of(modeMode, modeQuery, number, role, model)
            .flatMap(encoder -> Stream.of(encoder.hidden(), encoder.mean(), encoder.logVariance()))).toList();
  }

  /** Returns weights of layers in the order of {@link #layers()}; throws {@link IllegalArgumentException} if they do not fit. */
  public static PaperWeights of(List<Layer> layers) {
    if (layers.size() != LAYERS) {
      throw new IllegalArgumentException("MasRouter as published has %d layers; got %d".formatted(LAYERS, layers.size()));
    }
    Iterator<Layer> encoders = layers.subList(5, layers.size()).iterator();
    Encoder modeMode = encoder(encoders);
    Encoder modeQuery = encoder(encoders);
    Encoder number = encoder(encoders);
    Encoder role = encoder(encoders);
    return new PaperWeights(layers.get(0), layers.get(1), modeMode, modeQuery, number, layers.get(2), role, layers.get(3),
        encoder(encoders), layers.get(4));
  }

  private static Encoder encoder(Iterator<Layer> layers) {
    return new Encoder(layers.next(), layers.next(), layers.next());
  }
}
