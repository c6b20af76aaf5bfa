package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.models.internal.Dense;

/**
 * Mean values by family of queries, each drawn towards the mean over all families by as much as chance could explain (empirical
 * Bayes, one amount of shrinkage for every column). Composition of Experts (arXiv 2412.01868) keeps such a table without shrinkage.
 */
final class FamilyTable {

  private final Dense values;
  private final Dense sums;
  private final Dense counts;
  private final double[] means;
  private final double[] prior;

  private FamilyTable(Dense sums, Dense counts, double[] means, double[] prior) {
    this.sums = sums;
    this.counts = counts;
    this.means = means;
    this.prior = prior;
    this.values = Dense.zeros(sums.rows(), sums.columns());
    for (int f = 0; f < sums.rows(); f++) {
      for (int j = 0; j < means.length; j++) {
        values.set(f, j, cell(f, j, 0, 0));
      }
    }
  }

  /**
   * Makes the table.
   *
   * @param values by row and column; NaN where unknown
   * @param family of each row
   */
  static FamilyTable of(double[][] values, int[] family, int families) {
    int columns = values[0].length;
    Dense sums = Dense.zeros(families, columns);
    Dense counts = Dense.zeros(families, columns);
    double[] means = new double[columns];
    double[] prior = new double[columns];
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < columns; j++) {
        if (!Double.isNaN(values[i][j])) {
          sums.set(family[i], j, sums.get(family[i], j) + values[i][j]);
          counts.set(family[i], j, counts.get(family[i], j) + 1);
        }
      }
    }
    for (int j = 0; j < columns; j++) {
      double all = 0;
      double known = 0;
      for (int f = 0; f < families; f++) {
        all += sums.get(f, j);
        known += counts.get(f, j);
      }
      means[j] = known == 0 ? 0 : all / known;
      prior[j] = prior(values, family, j, sums, counts, means[j]);
    }
    return new FamilyTable(sums, counts, means, prior);
  }

  /** How many rows the overall mean is worth: the variance within families over that between them, by the method of moments. */
  private static double prior(double[][] values, int[] family, int column, Dense sums, Dense counts, double mean) {
    double within = 0;
    double between = 0;
    double known = 0;
    double squares = 0;
    int used = 0;
    for (int f = 0; f < sums.rows(); f++) {
      double count = counts.get(f, column);
      if (count > 0) {
        double off = sums.get(f, column) / count - mean;
        between += count * off * off;
        known += count;
        squares += count * count;
        used++;
      }
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i][column])) {
        double off = values[i][column] - sums.get(family[i], column) / counts.get(family[i], column);
        within += off * off;
      }
    }
    if (used < 2 || known <= used) {
      return 1;
    }
    within /= known - used;
    double spread = (between - (used - 1) * within) / (known - squares / known);
    return within / Math.max(spread, within / 1000 + 1e-12);
  }

  private double cell(int family, int column, double sumLess, double countLess) {
    double count = counts.get(family, column) - countLess;
    return (sums.get(family, column) - sumLess + prior[column] * means[column]) / Math.max(1e-9, count + prior[column]);
  }

  Dense values() {
    return values;
  }

  /** The mean over families by their probabilities. */
  static double[] mix(Dense table, double[] probabilities) {
    double[] mixed = new double[table.columns()];
    for (int f = 0; f < probabilities.length; f++) {
      for (int j = 0; j < mixed.length; j++) {
        mixed[j] += probabilities[f] * table.get(f, j);
      }
    }
    return mixed;
  }

  /** The same for a row that is in the table, as if it were not. */
  double[] mixWithout(double[] probabilities, int family, double[] row) {
    double[] mixed = mix(values, probabilities);
    for (int j = 0; j < mixed.length; j++) {
      if (!Double.isNaN(row[j])) {
        mixed[j] += probabilities[family] * (cell(family, j, row[j], 1) - values.get(family, j));
      }
    }
    return mixed;
  }
}
