package io.roundhouse.routers.guard;

import io.roundhouse.routers.agents.MultiLabelHead;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Two logistic regressions on a request's vector: is it a jailbreak, is it harmful? Immutable and safe to share. */
public final class AttackModel {

  private static final String JAILBREAK = "jailbreak";
  private static final String HARMFUL = "harmful";
  private static final List<String> LABELS = List.of(JAILBREAK, HARMFUL);

  private final String embedder;
  private final float[] jailbreak;
  private final float[] harmful;

  private AttackModel(String embedder, float[] jailbreak, float[] harmful) {
    this.embedder = embedder;
    this.jailbreak = jailbreak;
    this.harmful = harmful;
  }

  /** Returns the model that comes with the program; see {@code docs/guides/routing-agents.md} for what it was trained on. */
  public static AttackModel shipped() {
    return new AttackModel(AttackWeights.EMBEDDER, decode(AttackWeights.JAILBREAK), decode(AttackWeights.HARMFUL));
  }

  /**
   * Trains on texts, as vectors.
   *
   * @param embedder the name of what made the vectors
   * @param labels for each text, which of {@code jailbreak} and {@code harmful} it is
   */
  public static AttackModel train(String embedder, List<float[]> vectors, List<Set<String>> labels) {
    List<float[]> nothing = List.of(new float[vectors.getFirst().length], new float[vectors.getFirst().length]);
    MultiLabelHead head = MultiLabelHead.train(LABELS, nothing, vectors, labels);
    return new AttackModel(embedder, head.weights(JAILBREAK), head.weights(HARMFUL));
  }

  /** Returns the name of the embedder whose vectors it understands. */
  public String embedder() {
    return embedder;
  }

  double jailbreak(float[] vector) {
    return chance(jailbreak, vector);
  }

  double harmful(float[] vector) {
    return chance(harmful, vector);
  }

  private static double chance(float[] weights, float[] vector) {
    double score = weights[vector.length];
    for (int i = 0; i < vector.length; i++) {
      score += weights[i] * vector[i];
    }
    return 1 / (1 + Math.exp(-score));
  }

  /** Returns the weights of both as text, from which {@code AttackWeights} is made. */
  public List<String> encoded() {
    return List.of(encode(jailbreak), encode(harmful));
  }

  private static String encode(float[] weights) {
    byte[] bytes = new byte[weights.length * Float.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (Float.floatToIntBits(weights[i / Float.BYTES]) >>> (Byte.SIZE * (i % Float.BYTES)));
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static float[] decode(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    float[] weights = new float[bytes.length / Float.BYTES];
    for (int i = 0; i < weights.length; i++) {
      int bits = 0;
      for (int b = Float.BYTES - 1; b >= 0; b--) {
        bits = bits << Byte.SIZE | (bytes[i * Float.BYTES + b] & 0xff);
      }
      weights[i] = Float.intBitsToFloat(bits);
    }
    return weights;
  }
}
