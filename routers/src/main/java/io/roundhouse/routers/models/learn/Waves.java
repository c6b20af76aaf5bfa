package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.embedding.Vectors;
import java.util.SplittableRandom;

/**
 * Random Fourier features (Rahimi and Recht, NIPS 2007): cosines of random projections, whose dot product approximates a Gaussian
 * kernel, so that a linear model on them bends. Made from a seed alone. Immutable.
 */
final class Waves {

  private final float[][] directions;
  private final float[] phases;

  Waves(int inputs, int count, double bandwidth, long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    directions = new float[count][inputs];
    phases = new float[count];
    for (int k = 0; k < count; k++) {
      for (int j = 0; j < inputs; j++) {
        directions[k][j] = (float) (gauss(draws) / bandwidth);
      }
      phases[k] = (float) (draws.nextDouble() * 2 * Math.PI);
    }
  }

  private static double gauss(SplittableRandom draws) {
    return Math.sqrt(-2 * Math.log(1 - draws.nextDouble())) * Math.cos(2 * Math.PI * draws.nextDouble());
  }

  double[] of(double[] input) {
    float[] narrow = new float[input.length];
    for (int j = 0; j < input.length; j++) {
      narrow[j] = (float) input[j];
    }
    double[] waves = new double[phases.length];
    for (int k = 0; k < waves.length; k++) {
      waves[k] = Math.cos(Vectors.dot(directions[k], narrow) + phases[k]);
    }
    return waves;
  }
}
