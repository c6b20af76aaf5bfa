package io.roundhouse.routers.controller.network;

import java.util.Arrays;

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

  /** A matrix by rows, and an offset. */
  @SuppressWarnings("ArrayRecordComponent") // written once, then only read
  public record Layer(double[][] weights, double[] offset) {

    double[] of(double[] x) {
      double[] y = offset.clone();
      for (int i = 0; i < y.length; i++) {
        y[i] += Maths.dot(weights[i], x);
      }
      return y;
    }
  }

  /** The encoding half of a variational autoencoder; the other half serves training only. */
  public record Encoder(Layer hidden, Layer mean, Layer logVariance) {

    private static final double NOISE = 0.1;

    /** The code of x, blurred by noise even when nothing is learned, as the published program does it, at length 1. */
    double[] of(double[] x, PaperCascade.Draws draws) {
      double[] inner = Arrays.stream(hidden.of(x)).map(each -> Math.max(0, each)).toArray();
      double[] code = mean.of(inner);
      double[] spread = logVariance.of(inner);
      for (int i = 0; i < code.length; i++) {
        code[i] += draws.normal() * Math.exp(0.5 * spread[i]) * NOISE;
      }
      Maths.unit(code);
      return code;
    }

    double[][] of(double[][] rows, PaperCascade.Draws draws) {
      double[][] codes = new double[rows.length][];
      for (int k = 0; k < rows.length; k++) {
        codes[k] = of(rows[k], draws);
      }
      return codes;
    }
  }
}
