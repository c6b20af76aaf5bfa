package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.outcomes.Outcomes;
import java.util.SplittableRandom;

/**
 * RouterBench's trained regressors of quality on the embedding: a multi-layer perceptron with one hidden layer (Adam), and a linear
 * support vector regression (epsilon-insensitive loss, averaged stochastic gradient). Cost is each model's mean, as in the paper.
 */
final class Perceptron {

  enum Kind {
    HIDDEN_LAYER, LINEAR_MARGIN
  }

  private static final int HIDDEN = 64;
  private static final int EPOCHS = 20;
  private static final double STEP = 0.002;
  private static final double DECAY = 1e-4;
  private static final double MARGIN = 0.1;

  private final int inputs;
  private final int hidden;
  private final int outputs;
  private final double[] weights;
  private final double[] gradient;
  private final double[] first;
  private final double[] second;
  private final double[] layer;
  private final double[] result;
  private int steps;

  private Perceptron(int inputs, int hidden, int outputs, SplittableRandom draws) {
    this.inputs = inputs;
    this.hidden = hidden;
    this.outputs = outputs;
    int size = (inputs + 1) * hidden + (hidden + 1) * outputs;
    weights = new double[size];
    gradient = new double[size];
    first = new double[size];
    second = new double[size];
    layer = new double[hidden];
    result = new double[outputs];
    double reach = Math.sqrt(6.0 / (inputs + hidden)) * 2;
    for (int i = 0; i < inputs * hidden; i++) {
      weights[i] = (draws.nextDouble() - 0.5) * 2 * reach;
    }
    for (int i = (inputs + 1) * hidden; i < size - outputs; i++) {
      weights[i] = (draws.nextDouble() - 0.5) * 0.2;
    }
  }

  static Curve run(Trial trial, Kind kind) {
    Outcomes training = trial.training();
    double[][] targets = Baselines.filled(training);
    SplittableRandom draws = new SplittableRandom(trial.seed());
    int models = training.models().size();
    double[][] predicted = new double[trial.test().size()][];
    if (kind == Kind.HIDDEN_LAYER) {
      Perceptron net = new Perceptron(trial.trainingVectors().getFirst().length, HIDDEN, models, draws);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        int[] order = Trial.shuffled(training.size(), draws.nextLong());
        for (int at = 0; at < order.length; at += 16) {
          for (int k = at; k < Math.min(at + 16, order.length); k++) {
            net.learn(trial.trainingVectors().get(order[k]), targets[order[k]]);
          }
          net.step(Math.min(16, order.length - at));
        }
      }
      for (int i = 0; i < predicted.length; i++) {
        predicted[i] = net.forward(trial.testVectors().get(i)).clone();
      }
    } else {
      double[][] heads = margins(trial, targets, draws);
      for (int i = 0; i < predicted.length; i++) {
        predicted[i] = linear(heads, trial.testVectors().get(i));
      }
    }
    return Curve.of(predicted, Baselines.repeated(training.meanCost(), predicted.length), trial.test());
  }

  private double[] forward(float[] input) {
    int bias = inputs * hidden;
    for (int h = 0; h < hidden; h++) {
      layer[h] = weights[bias + h];
    }
    for (int d = 0; d < inputs; d++) {
      double value = input[d];
      for (int h = 0; h < hidden; h++) {
        layer[h] += value * weights[d * hidden + h];
      }
    }
    int top = (inputs + 1) * hidden;
    for (int j = 0; j < outputs; j++) {
      result[j] = weights[top + hidden * outputs + j];
    }
    for (int h = 0; h < hidden; h++) {
      layer[h] = Math.max(0, layer[h]);
      for (int j = 0; j < outputs; j++) {
        result[j] += layer[h] * weights[top + h * outputs + j];
      }
    }
    return result;
  }

  private void learn(float[] input, double[] target) {
    forward(input);
    int top = (inputs + 1) * hidden;
    double[] back = new double[hidden];
    for (int j = 0; j < outputs; j++) {
      double off = result[j] - target[j];
      gradient[top + hidden * outputs + j] += off;
      for (int h = 0; h < hidden; h++) {
        gradient[top + h * outputs + j] += off * layer[h];
        back[h] += layer[h] > 0 ? off * weights[top + h * outputs + j] : 0;
      }
    }
    for (int d = 0; d < inputs; d++) {
      double value = input[d];
      for (int h = 0; h < hidden; h++) {
        gradient[d * hidden + h] += value * back[h];
      }
    }
    for (int h = 0; h < hidden; h++) {
      gradient[inputs * hidden + h] += back[h];
    }
  }

  /** Adam with weight decay. */
  private void step(int rows) {
    steps++;
    double firstScale = 1 - Math.pow(0.9, steps);
    double secondScale = 1 - Math.pow(0.999, steps);
    for (int i = 0; i < weights.length; i++) {
      double slope = gradient[i] / rows + DECAY * weights[i];
      first[i] = 0.9 * first[i] + 0.1 * slope;
      second[i] = 0.999 * second[i] + 0.001 * slope * slope;
      weights[i] -= STEP * (first[i] / firstScale) / (Math.sqrt(second[i] / secondScale) + 1e-8);
      gradient[i] = 0;
    }
  }

  /** One linear head per model, row after row, the offset last. */
  private static double[][] margins(Trial trial, double[][] targets, SplittableRandom draws) {
    int inputs = trial.trainingVectors().getFirst().length;
    double[] means = trial.training().meanQuality();
    double[][] heads = new double[means.length][inputs + 1];
    double[][] averaged = new double[means.length][inputs + 1];
    for (int j = 0; j < means.length; j++) {
      heads[j][inputs] = means[j];
    }
    int updates = 0;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      double step = 0.2 / (1 + epoch);
      for (int row : Trial.shuffled(targets.length, draws.nextLong())) {
        float[] input = trial.trainingVectors().get(row);
        double[] now = linear(heads, input);
        for (int j = 0; j < heads.length; j++) {
          double off = now[j] - targets[row][j];
          double slope = Math.abs(off) <= MARGIN ? 0 : Math.signum(off);
          for (int d = 0; d < inputs; d++) {
            heads[j][d] -= step * (slope * input[d] + DECAY * heads[j][d]);
          }
          heads[j][inputs] -= 0.1 * step * slope;
        }
        if (epoch >= EPOCHS / 2) {
          updates++;
          for (int j = 0; j < heads.length; j++) {
            for (int d = 0; d <= inputs; d++) {
              averaged[j][d] += (heads[j][d] - averaged[j][d]) / updates;
            }
          }
        }
      }
    }
    return averaged;
  }

  private static double[] linear(double[][] heads, float[] input) {
    double[] values = new double[heads.length];
    for (int j = 0; j < heads.length; j++) {
      double sum = heads[j][input.length];
      for (int d = 0; d < input.length; d++) {
        sum += heads[j][d] * input[d];
      }
      values[j] = sum;
    }
    return values;
  }
}
