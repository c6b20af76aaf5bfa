package io.roundhouse.routers.agents;

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

  private final List<String> labels;
  private final Head head;

  private MultiLabelHead(List<String> labels, Head head) {
    this.labels = List.copyOf(labels);
    this.head = head;
  }

  /**
   * Trains on requests, as vectors, with the labels of each; {@code described} holds the vector of each label's description.
   */
  public static MultiLabelHead train(
      List<String> labels, List<float[]> described, List<float[]> examples, List<Set<String>> carried) {
    float[][] prior = described.stream().map(vector -> Vectors.times(PRIOR_SLOPE, vector)).toArray(float[][]::new);
    List<int[]> indices = carried.stream()
        .map(each -> each.stream().mapToInt(labels::indexOf).filter(k -> k >= 0).toArray()).toList();
    return new MultiLabelHead(labels, HeadTrainer.fit(examples, indices, prior, HeadTrainer.Plan.LABELS));
  }

  /** Returns the score of each label for a request, in the order in which they were given; above 0 means more likely than not. */
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
      if (scores[k] > 0) {
        carried.add(labels.get(k));
      }
    }
    return carried;
  }
}
