package io.roundhouse.routers.controller.network;

import java.util.Arrays;

/**
 * What the network makes of one text before anything is chosen: its own embedding, how likely each task is, and what both contribute
 * to the context of each head. Mutable; confined to one thread.
 */
final class Reading {

  final double[] tasks;
  final double[][] contexts = new double[Layout.HEADS][];
  final double[][] contextsWorth = new double[Layout.HEADS][];
  private final Options options;
  private final float[] vector;
  private final double[] query;
  private final double length;
  private final double[] closeness;
  private final double taskScale;

  Reading(Options options, float[] vector) {
    this.options = options;
    this.vector = vector;
    Layout layout = options.layout;
    query = Maths.affine(options.theta, layout.queryWeights, vector, layout.deep);
    length = Maths.unit(query);
    closeness = new double[options.tasks.length];
    tasks = new double[closeness.length];
    taskScale = Math.exp(options.theta[layout.taskScale]);
    for (int k = 0; k < tasks.length; k++) {
      closeness[k] = Maths.dot(query, options.tasks[k]);
      tasks[k] = taskScale * closeness[k];
    }
    Maths.softmax(tasks);
    for (int head = 0; head < Layout.HEADS; head++) {
      double[] context = Arrays.copyOfRange(options.theta, layout.offset[head], layout.offset[head] + layout.deep);
      Maths.times(options.theta, layout.fromQuery[head], query, context);
      for (int k = 0; k < tasks.length; k++) {
        Maths.add(context, tasks[k], options.fromTask[head].values[k]);
      }
      contexts[head] = context;
      contextsWorth[head] = new double[layout.deep];
    }
  }

  /** Hands on what the contexts turned out to be worth; {@code task} is the true task and {@code weight} what telling it is worth. */
  void back(double[] gradient, int task, double weight) {
    Layout layout = options.layout;
    double[] queryWorth = new double[layout.deep];
    double[] worth = new double[tasks.length];
    for (int head = 0; head < Layout.HEADS; head++) {
      double[] g = contextsWorth[head];
      Maths.timesBack(options.theta, gradient, layout.fromQuery[head], query, g, queryWorth);
      for (int i = 0; i < g.length; i++) {
        gradient[layout.offset[head] + i] += g[i];
      }
      for (int k = 0; k < worth.length; k++) {
        worth[k] += Maths.dot(g, options.fromTask[head].values[k]);
        Maths.add(options.fromTask[head].worth[k], tasks[k], g);
      }
    }
    double mean = Maths.dot(tasks, worth);
    for (int k = 0; k < worth.length; k++) {
      double logit = tasks[k] * (worth[k] - mean) + (task < 0 ? 0 : weight * ((k == task ? 1 : 0) - tasks[k]));
      gradient[layout.taskScale] += logit * taskScale * closeness[k];
      Maths.add(queryWorth, taskScale * logit, options.tasks[k]);
      Maths.add(options.tasksWorth[k], taskScale * logit, query);
    }
    Maths.affineBack(gradient, layout.queryWeights, vector, Maths.unitBack(query, length, queryWorth));
  }
}
