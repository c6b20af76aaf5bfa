package io.roundhouse.routers.controller.network;

import java.util.Arrays;
import java.util.List;

/** The embeddings of all options and what they add to contexts, for one state of the network. Mutable; confined to one thread. */
final class Options {

  final Layout layout;
  final double[] theta;
  final double[][] tasks;
  final double[][][] heads = new double[Layout.HEADS][][];
  final double[][] tasksWorth;
  final double[][][] headsWorth = new double[Layout.HEADS][][];
  final Term[] fromTask = new Term[Layout.HEADS];
  final Term[] fromMode = new Term[Layout.HEADS];
  final Term roleHistory;
  final Term modelRole;
  final Term modelHistory;
  private final Vocabulary words;
  private final double[] taskLengths;
  private final double[][] lengths = new double[Layout.HEADS][];

  Options(Vocabulary words, Layout layout, double[] theta) {
    this.words = words;
    this.layout = layout;
    this.theta = theta;
    tasks = embedded(words.tasks(), layout.taskWeights);
    taskLengths = units(tasks);
    tasksWorth = new double[tasks.length][layout.deep];
    for (int head = 0; head < Layout.HEADS; head++) {
      heads[head] = head == Layout.NUMBER ? numbers() : embedded(named(head), layout.optionWeights[head]);
      lengths[head] = units(heads[head]);
      headsWorth[head] = new double[heads[head].length][layout.deep];
    }
    for (int head = 0; head < Layout.HEADS; head++) {
      fromTask[head] = new Term(theta, layout.fromTask[head], tasks);
      fromMode[head] = new Term(theta, layout.fromMode[head], heads[Layout.MODE]);
    }
    roleHistory = new Term(theta, layout.roleHistory, heads[Layout.ROLE]);
    modelRole = new Term(theta, layout.modelRole, heads[Layout.ROLE]);
    modelHistory = new Term(theta, layout.modelHistory, heads[Layout.MODEL]);
  }

  private List<Named> named(int head) {
    return head == Layout.MODE ? words.modes() : head == Layout.ROLE ? words.roles() : words.models();
  }

  private double[][] embedded(List<Named> named, int weights) {
    double[][] rows = new double[named.size()][];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = Maths.affine(theta, weights, named.get(k).vector(), layout.deep);
    }
    return rows;
  }

  private double[][] numbers() {
    double[][] rows = new double[Layout.MOST_SEATS][];
    for (int k = 0; k < rows.length; k++) {
      int from = layout.optionWeights[Layout.NUMBER] + k * layout.deep;
      rows[k] = Arrays.copyOfRange(theta, from, from + layout.deep);
    }
    return rows;
  }

  private static double[] units(double[][] rows) {
    double[] lengths = new double[rows.length];
    for (int k = 0; k < rows.length; k++) {
      lengths[k] = Maths.unit(rows[k]);
    }
    return lengths;
  }

  /** Hands on what embeddings and terms turned out to be worth; call once, after all queries. */
  void back(double[] gradient) {
    for (int head = 0; head < Layout.HEADS; head++) {
      fromTask[head].back(theta, gradient, tasksWorth);
      fromMode[head].back(theta, gradient, headsWorth[Layout.MODE]);
    }
    roleHistory.back(theta, gradient, headsWorth[Layout.ROLE]);
    modelRole.back(theta, gradient, headsWorth[Layout.ROLE]);
    modelHistory.back(theta, gradient, headsWorth[Layout.MODEL]);
    for (int k = 0; k < tasks.length; k++) {
      Maths.affineBack(gradient, layout.taskWeights, words.tasks().get(k).vector(),
          Maths.unitBack(tasks[k], taskLengths[k], tasksWorth[k]));
    }
    for (int head = 0; head < Layout.HEADS; head++) {
      for (int k = 0; k < heads[head].length; k++) {
        double[] worth = Maths.unitBack(heads[head][k], lengths[head][k], headsWorth[head][k]);
        if (head != Layout.NUMBER) {
          Maths.affineBack(gradient, layout.optionWeights[head], named(head).get(k).vector(), worth);
          continue;
        }
        for (int i = 0; i < worth.length; i++) {
          gradient[layout.optionWeights[head] + k * layout.deep + i] += worth[i];
        }
      }
    }
  }
}
