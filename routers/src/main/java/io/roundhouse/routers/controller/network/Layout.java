package io.roundhouse.routers.controller.network;

import java.util.SplittableRandom;

/** Where in one long row of numbers each matrix of the network stands. The four heads are mode, number, role, model. */
final class Layout {

  static final int MODE = 0;
  static final int NUMBER = 1;
  static final int ROLE = 2;
  static final int MODEL = 3;
  static final int HEADS = 4;
  static final int MOST_SEATS = 8;
  private static final double FIRST_SCALE = Math.log(4);

  final int wide;
  final int deep;
  final int queryWeights;
  final int taskWeights;
  final int[] optionWeights = new int[HEADS];
  final int[] fromQuery = new int[HEADS];
  final int[] fromTask = new int[HEADS];
  final int[] fromMode = new int[HEADS];
  final int[] offset = new int[HEADS];
  final int[] scale = new int[HEADS];
  final int[] bias = new int[HEADS];
  final int roleHistory;
  final int modelRole;
  final int modelHistory;
  final int taskScale;
  final int size;

  Layout(Vocabulary words, int deep) {
    this.wide = words.dimensions();
    this.deep = deep;
    int at = 0;
    queryWeights = at;
    at += deep * (wide + 1);
    taskWeights = at;
    at += deep * (wide + 1);
    for (int head = 0; head < HEADS; head++) {
      optionWeights[head] = at;
      at += head == NUMBER ? MOST_SEATS * deep : deep * (wide + 1);
    }
    for (int head = 0; head < HEADS; head++) {
      fromQuery[head] = at;
      fromTask[head] = at + deep * deep;
      fromMode[head] = at + 2 * deep * deep;
      at += 3 * deep * deep;
      offset[head] = at;
      at += deep;
    }
    roleHistory = at;
    modelRole = at + deep * deep;
    modelHistory = at + 2 * deep * deep;
    at += 3 * deep * deep;
    int[] biases = {words.modes().size(), words.modes().size() * MOST_SEATS, words.roles().size(), words.models().size()};
    for (int head = 0; head < HEADS; head++) {
      bias[head] = at;
      at += biases[head];
    }
    for (int head = 0; head < HEADS; head++) {
      scale[head] = at++;
    }
    taskScale = at++;
    size = at;
  }

  /** Numbers to begin with: queries and tasks are projected alike, so that tasks are told apart before anything is learned. */
  double[] start(long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    double[] theta = new double[size];
    for (int i = 0; i < bias[MODE]; i++) {
      boolean wider = i < optionWeights[NUMBER] || (i >= optionWeights[ROLE] && i < fromQuery[MODE]);
      theta[i] = (draws.nextDouble() * 2 - 1) * Math.sqrt(3.0 / (wider ? wide : deep));
    }
    clear(theta, queryWeights);
    for (int i = 0; i < deep * (wide + 1); i++) {
      theta[taskWeights + i] = theta[queryWeights + i];
    }
    for (int head = 0; head < HEADS; head++) {
      if (head != NUMBER) {
        clear(theta, optionWeights[head]);
      }
      theta[scale[head]] = FIRST_SCALE;
    }
    theta[taskScale] = FIRST_SCALE;
    return theta;
  }

  /** No offsets to begin with. */
  private void clear(double[] theta, int weights) {
    for (int i = 0; i < deep; i++) {
      theta[weights + deep * wide + i] = 0;
    }
  }
}
