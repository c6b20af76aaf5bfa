package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.outcomes.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Made-up outcomes with a known truth: sums, poems and code, of which each of three models does one kind well and cheaply, and a dear
 * one does everything; long texts are hard for all. Vectors point where the kind points, with noise.
 */
public final class Town {

  public static final List<String> MODELS = List.of("calculator", "poet", "coder", "sage");
  private static final String[][] WORDS = {
      {"add", "seven", "total", "sum", "12", "48", "minus", "="}, {"verse", "rose", "moon", "rhyme", "love", "sea", "night", "gold"},
      {"def", "return", "loop", "list", "{", "}", "index", "bug"}};
  private static final double[] COST = {0.001, 0.0012, 0.0015, 0.02};

  private final List<Prompt> prompts = new ArrayList<>();
  private final List<float[]> vectors = new ArrayList<>();
  private final double[][] quality;
  private final double[][] cost;

  public Town(int rows, long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    quality = new double[rows][4];
    cost = new double[rows][4];
    for (int i = 0; i < rows; i++) {
      int kind = draws.nextInt(3);
      int length = draws.nextInt(4, 30);
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < length; w++) {
        text.append(WORDS[kind][draws.nextInt(8)]).append(' ');
      }
      prompts.add(new Prompt("p" + i, List.of("sums", "poems", "code").get(kind), text.toString(), text.toString()));
      float[] vector = new float[16];
      for (int d = 0; d < 16; d++) {
        vector[d] = (float) ((draws.nextDouble() - 0.5) * 0.4 + (d == kind ? 1 : 0));
      }
      vectors.add(unit(vector));
      for (int j = 0; j < 4; j++) {
        double chance = j == 3 ? 0.9 : j == kind ? 0.92 : 0.25;
        quality[i][j] = draws.nextDouble() < chance - length * 0.005 ? 1 : 0;
        cost[i][j] = COST[j] * (0.5 + length / 30.0);
      }
    }
  }

  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += value * value;
    }
    for (int d = 0; d < vector.length; d++) {
      vector[d] /= (float) Math.sqrt(squares);
    }
    return vector;
  }

  public Outcomes outcomes() {
    return new Outcomes("town", prompts, MODELS, quality, cost, true);
  }

  public List<float[]> vectors() {
    return vectors;
  }

  /** A query of one kind: 0 sums, 1 poems, 2 code. */
  public static Query query(int kind) {
    float[] vector = new float[16];
    vector[kind] = 1;
    String text = String.join(" ", WORDS[kind]);
    return new Query(text, text, vector);
  }
}
