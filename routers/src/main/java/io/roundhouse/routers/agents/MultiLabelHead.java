package io.roundhouse.routers.agents;

import io.roundhouse.routers.embedding.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Says which of several labels a request carries, each for itself: one logistic regression per label, pulled towards the label's
 * description. For requests that mean several things at once without being several clauses. Immutable and safe to share.
 */
public final class MultiLabelHead {

  private static final float PRIOR_SLOPE = 10;
  private static final int FOLD = 3;
  private static final float LEAST_BORDER = -4;
  private static final float MOST_BORDER = 6;
  private static final float BORDER_STEP = 0.25f;

  private final List<String> labels;
  private final Head head;
  private final float border;

  private MultiLabelHead(List<String> labels, Head head, float border) {
    this.labels = List.copyOf(labels);
    this.head = head;
    this.border = border;
  }

  /**
   * Trains on requests, as vectors, with the labels of each; {@code described} holds the vector of each label's description.
   * Where to say yes is found by training on two thirds of the examples and looking at the others: with few examples a label's score
   * rarely gets above zero.
   */
  public static MultiLabelHead train(
      List<String> labels, List<float[]> described, List<float[]> examples, List<Set<String>> carried) {
    float[][] prior = described.stream().map(vector -> Vectors.times(PRIOR_SLOPE, vector)).toArray(float[][]::new);
    List<int[]> indices = carried.stream()
        .map(each -> each.stream().mapToInt(labels::indexOf).filter(k -> k >= 0).toArray()).toList();
    return new MultiLabelHead(
        labels, HeadTrainer.fit(examples, indices, prior, HeadTrainer.Plan.LABELS), border(examples, indices, prior));
  }

  /** The border with the best micro-averaged F1 on every third example, to a head that was trained on the others. */
  private static float border(List<float[]> examples, List<int[]> labels, float[][] prior) {
    List<float[]> kept = new ArrayList<>();
    List<int[]> keptLabels = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      if (i % FOLD != 0) {
        kept.add(examples.get(i));
        keptLabels.add(labels.get(i));
      }
    }
    Head head = HeadTrainer.fit(kept, keptLabels, prior, HeadTrainer.Plan.LABELS);
    float best = 0;
    double most = -1;
    for (float border = LEAST_BORDER; border <= MOST_BORDER; border += BORDER_STEP) {
      int right = 0;
      int counted = 0;
      for (int i = 0; i < examples.size(); i += FOLD) {
        float[] scores = head.scores(examples.get(i));
        counted += labels.get(i).length;
        for (int label : labels.get(i)) {
          right += scores[label] > border ? 1 : 0;
        }
        for (float score : scores) {
          counted += score > border ? 1 : 0;
        }
      }
      double f1 = 2.0 * right / Math.max(1, counted);
      if (f1 > most) {
        most = f1;
        best = border;
      }
    }
    return best;
  }

  /** Returns the score of each label for a request, in the order in which they were given; greater means more likely. */
  public float[] scores(float[] vector) {
    return head.scores(vector);
  }

  /** Returns a label's weights, one per dimension and the bias last. */
  public float[] weights(String label) {
    int k = labels.indexOf(label);
    float[] weights = Arrays.copyOf(head.weights()[k], head.weights()[k].length + 1);
    weights[weights.length - 1] = head.bias()[k];
    return weights;
  }

  /** Returns the labels of a request, in the order in which they were given. */
  public Set<String> labels(float[] vector) {
    float[] scores = head.scores(vector);
    Set<String> carried = new LinkedHashSet<>();
    for (int k = 0; k < scores.length; k++) {
      if (scores[k] > border) {
        carried.add(labels.get(k));
      }
    }
    return carried;
  }
}
