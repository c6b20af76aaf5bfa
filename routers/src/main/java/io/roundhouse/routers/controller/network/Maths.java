package io.roundhouse.routers.controller.network;

/** The few layers of the network, each with its derivative. Matrices are rows in a longer array, from an offset. */
final class Maths {

  private static final double TINY = 1e-12;

  private Maths() {}

  static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  static void add(double[] sum, double factor, double[] other) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * other[i];
    }
  }

  /** Adds matrix times x to y. */
  static void times(double[] theta, int matrix, double[] x, double[] y) {
    for (int i = 0; i < y.length; i++) {
      int row = matrix + i * x.length;
      double sum = 0;
      for (int j = 0; j < x.length; j++) {
        sum += theta[row + j] * x[j];
      }
      y[i] += sum;
    }
  }

  /** Given what y is worth, adds what the matrix and x are worth. */
  static void timesBack(double[] theta, double[] gradient, int matrix, double[] x, double[] dy, double[] dx) {
    for (int i = 0; i < dy.length; i++) {
      double g = dy[i];
      int row = matrix + i * x.length;
      if (g != 0) {
        for (int j = 0; j < x.length; j++) {
          gradient[row + j] += g * x[j];
          dx[j] += g * theta[row + j];
        }
      }
    }
  }

  /** The matrix times x plus the offset that stands behind the matrix. */
  static double[] affine(double[] theta, int matrix, float[] x, int rows) {
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      int row = matrix + i * x.length;
      double sum = theta[matrix + rows * x.length + i];
      for (int j = 0; j < x.length; j++) {
        sum += theta[row + j] * x[j];
      }
      y[i] = sum;
    }
    return y;
  }

  /** What the matrix and its offset are worth, given what y is worth. */
  static void affineBack(double[] gradient, int matrix, float[] x, double[] dy) {
    for (int i = 0; i < dy.length; i++) {
      double g = dy[i];
      int row = matrix + i * x.length;
      gradient[matrix + dy.length * x.length + i] += g;
      for (int j = 0; g != 0 && j < x.length; j++) {
        gradient[row + j] += g * x[j];
      }
    }
  }

  /** Brings y to length 1 in place; returns the length it had. */
  static double unit(double[] y) {
    double length = Math.sqrt(dot(y, y)) + TINY;
    for (int i = 0; i < y.length; i++) {
      y[i] /= length;
    }
    return length;
  }

  /** What y was worth before {@link #unit}, given what it is worth after; in place. */
  static double[] unitBack(double[] unit, double length, double[] worth) {
    double along = dot(unit, worth);
    for (int i = 0; i < worth.length; i++) {
      worth[i] = (worth[i] - along * unit[i]) / length;
    }
    return worth;
  }

  /** Softmax in place. */
  static double[] softmax(double[] logits) {
    double most = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Math.exp(logits[i] - most);
      sum += logits[i];
    }
    for (int i = 0; i < logits.length; i++) {
      logits[i] /= sum;
    }
    return logits;
  }
}
