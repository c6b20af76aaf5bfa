package io.roundhouse.routers.agents;

import io.roundhouse.routers.embedding.Vectors;
import java.util.Arrays;
import java.util.List;

/**
 * Fits one linear score per class to examples: multinomial logistic regression, or one yes-or-no regression per class where an
 * example may belong to several. It is pulled towards a prior instead of towards zero, so that it is as good as the prior where
 * there are few examples, and better the more there are. Mini-batches with momentum and a learning rate that falls along a cosine;
 * the order is drawn from a fixed seed, so the same examples yield the same weights on every machine. 15,000 examples of 150
 * classes take seconds on one core: weights lie class by class within each dimension, so that the inner loops run over classes
 * without dependencies and the compiler can use vector instructions.
 */
final class HeadTrainer {

  private static final int BATCH = 64;
  private static final float MOMENTUM = 0.9f;
  private static final float BIAS_SPEED = 0.1f;
  private static final int LEAST_STEPS = 600;
  private static final int MOST_EPOCHS = 60;

  /**
   * How to train.
   *
   * @param epochs passes over the examples; raised where examples are few
   * @param rate the learning rate at the start
   * @param pull how strongly weights are pulled towards the prior
   * @param exclusive whether an example belongs to exactly one class
   */
  record Plan(int epochs, float rate, float pull, boolean exclusive) {

    static final Plan THOROUGH = new Plan(8, 50, 0.06f, true);
    static final Plan QUICK = new Plan(4, 50, 0.06f, true);
    static final Plan LABELS = new Plan(30, 40, 0.1f, false);
  }

  private final Plan plan;
  private final int classes;
  private final int dimensions;
  private final float[][] weights; // by dimension, then class; the last one is the bias
  private final float[][] prior;
  private final float[][] velocity;
  private final float[][] gradient;

  private HeadTrainer(Plan plan, float[][] priorRows) {
    this.plan = plan;
    this.classes = priorRows.length;
    this.dimensions = priorRows[0].length;
    this.weights = new float[dimensions + 1][classes];
    for (int k = 0; k < classes; k++) {
      for (int d = 0; d < dimensions; d++) {
        weights[d][k] = priorRows[k][d];
      }
    }
    this.prior = Arrays.stream(weights).map(float[]::clone).toArray(float[][]::new);
    this.velocity = new float[dimensions + 1][classes];
    this.gradient = new float[dimensions + 1][classes];
  }

  /** Fits to examples that belong to {@code labels} of the same index; {@code prior} has one row per class, at least one. */
  static Head fit(List<float[]> examples, List<int[]> labels, float[][] prior, Plan plan) {
    HeadTrainer trainer = new HeadTrainer(plan, prior);
    if (!examples.isEmpty()) {
      trainer.run(examples, labels);
    }
    return trainer.head();
  }

  private void run(List<float[]> examples, List<int[]> labels) {
    int n = examples.size();
    int batches = Math.ceilDiv(n, BATCH);
    int epochs = Math.clamp(Math.ceilDiv(LEAST_STEPS, batches), plan.epochs(), Math.max(plan.epochs(), MOST_EPOCHS));
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    long random = 1;
    float[][] x = new float[BATCH][];
    float[][] z = new float[BATCH][classes];
    for (int epoch = 0; epoch < epochs; epoch++) {
      random = shuffle(order, random);
      for (int batch = 0; batch < batches; batch++) {
        int from = batch * BATCH;
        int size = Math.min(BATCH, n - from);
        for (int b = 0; b < size; b++) {
          x[b] = examples.get(order[from + b]);
          forward(x[b], z[b]);
          residual(z[b], labels.get(order[from + b]));
        }
        double progress = (epoch * (double) batches + batch) / ((double) epochs * batches);
        float rate = (float) (plan.rate() * 0.5 * (1 + Math.cos(Math.PI * progress)));
        backward(x, z, size);
        step(rate, plan.pull() / n, 1f / size);
      }
    }
  }

  /** z = W x + b, four dimensions at a time. */
  private void forward(float[] x, float[] z) {
    Arrays.fill(z, 0);
    Vectors.add(z, 1, weights[dimensions]);
    int d = 0;
    for (; d + 3 < dimensions; d += 4) {
      addFour(z, x[d], weights[d], x[d + 1], weights[d + 1], x[d + 2], weights[d + 2], x[d + 3], weights[d + 3]);
    }
    for (; d < dimensions; d++) {
      Vectors.add(z, x[d], weights[d]);
    }
  }

  /** Turns scores into probabilities minus the truth, which is the gradient of the loss. */
  private void residual(float[] z, int[] labels) {
    if (plan.exclusive()) {
      float max = Float.NEGATIVE_INFINITY;
      for (float each : z) {
        max = Math.max(max, each);
      }
      float sum = 0;
      for (int k = 0; k < classes; k++) {
        z[k] = (float) Math.exp(z[k] - max);
        sum += z[k];
      }
      for (int k = 0; k < classes; k++) {
        z[k] /= sum;
      }
    } else {
      for (int k = 0; k < classes; k++) {
        z[k] = (float) (1 / (1 + Math.exp(-z[k])));
      }
    }
    for (int label : labels) {
      z[label] -= 1;
    }
  }

  private void backward(float[][] x, float[][] z, int size) {
    for (int d = 0; d < dimensions; d++) {
      float[] sum = gradient[d];
      Arrays.fill(sum, 0);
      int b = 0;
      for (; b + 3 < size; b += 4) {
        addFour(sum, x[b][d], z[b], x[b + 1][d], z[b + 1], x[b + 2][d], z[b + 2], x[b + 3][d], z[b + 3]);
      }
      for (; b < size; b++) {
        Vectors.add(sum, x[b][d], z[b]);
      }
    }
    Arrays.fill(gradient[dimensions], 0);
    for (int b = 0; b < size; b++) {
      Vectors.add(gradient[dimensions], BIAS_SPEED, z[b]);
    }
  }

  private void step(float rate, float pull, float mean) {
    for (int d = 0; d <= dimensions; d++) {
      float[] w = weights[d];
      float[] v = velocity[d];
      float[] g = gradient[d];
      float[] p = prior[d];
      float pulled = d == dimensions ? 0 : pull;
      for (int k = 0; k < w.length; k++) {
        v[k] = MOMENTUM * v[k] - rate * (mean * g[k] + pulled * (w[k] - p[k]));
        w[k] += v[k];
      }
    }
  }

  private static void addFour(
      float[] sum, float f0, float[] v0, float f1, float[] v1, float f2, float[] v2, float f3, float[] v3) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += f0 * v0[k] + f1 * v1[k] + f2 * v2[k] + f3 * v3[k];
    }
  }

  /** Fisher and Yates's shuffle; returns the state of the generator (Knuth's 64-bit linear congruential one). */
  private static long shuffle(int[] order, long seed) {
    long state = seed;
    for (int i = order.length - 1; i > 0; i--) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      int j = (int) Long.remainderUnsigned(state >>> 17, i + 1L);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return state;
  }

  private Head head() {
    float[][] rows = new float[classes][dimensions];
    for (int k = 0; k < classes; k++) {
      for (int d = 0; d < dimensions; d++) {
        rows[k][d] = weights[d][k];
      }
    }
    return new Head(rows, weights[dimensions].clone());
  }
}
