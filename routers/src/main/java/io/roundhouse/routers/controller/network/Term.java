package io.roundhouse.routers.controller.network;

/**
 * What each option of a kind adds to the context of a head: a matrix times its embedding, computed once for all queries. Mutable;
 * confined to one thread.
 */
final class Term {

  final double[][] values;
  final double[][] worth;
  private final int matrix;
  private final double[][] options;

  Term(double[] theta, int matrix, double[][] options) {
    this.matrix = matrix;
    this.options = options;
    int deep = options[0].length;
    values = new double[options.length][deep];
    worth = new double[options.length][deep];
    for (int k = 0; k < options.length; k++) {
      Maths.times(theta, matrix, options[k], values[k]);
    }
  }

  void back(double[] theta, double[] gradient, double[][] optionsWorth) {
    for (int k = 0; k < options.length; k++) {
      Maths.timesBack(theta, gradient, matrix, options[k], worth[k], optionsWorth[k]);
    }
  }
}
