package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.models.internal.Dense;
import io.roundhouse.routers.models.internal.Symmetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Places a text by its words: hashed, weighted by how rare they are, projected onto the directions in which the training texts
 * differ most (latent semantic analysis by a randomised range finder: Halko, Martinsson and Tropp, arXiv 0909.4061). It sees what
 * an embedding blurs, such as a formula's signs. Immutable.
 */
final class WordSpace {

  static final int BUCKETS = 4096;
  private static final int EXTRA = 8;
  private static final int LONGEST = 8_000;

  private final float[] rarity;
  private final float[][] directions; // by bucket; none for a bucket that training did not see twice

  WordSpace(float[] rarity, float[][] directions) {
    this.rarity = rarity;
    this.directions = directions;
  }

  float[] rarity() {
    return rarity;
  }

  float[][] directions() {
    return directions;
  }

  static WordSpace fit(List<String> texts, int size, long seed) {
    List<Map<Integer, Double>> bags = new ArrayList<>();
    int[] seen = new int[BUCKETS];
    for (String text : texts) {
      Map<Integer, Double> bag = bag(text);
      bag.keySet().forEach(bucket -> seen[bucket]++);
      bags.add(bag);
    }
    float[] rarity = new float[BUCKETS];
    for (int b = 0; b < BUCKETS; b++) {
      rarity[b] = seen[b] < 2 ? 0 : (float) (Math.log((1.0 + texts.size()) / (1.0 + seen[b])) + 0.5);
    }
    int width = Math.min(size, Math.max(1, texts.size() / 4));
    int probes = width + EXTRA;
    Dense product = product(bags, rarity, project(bags, rarity, random(texts.size(), probes, seed)));
    // The best directions within the span: eigenvectors of the small Gram matrix, then mapped back to words.
    Symmetric small = Symmetric.of(product.transposeTimes(product));
    Dense basis = Dense.zeros(texts.size(), width);
    int[] order = largest(small.values(), width);
    for (int k = 0; k < width; k++) {
      double scale = Math.sqrt(small.values()[order[k]]);
      for (int i = 0; i < texts.size() && scale > 1e-9; i++) {
        double sum = 0;
        for (int p = 0; p < probes; p++) {
          sum += product.get(i, p) * small.vectors().get(p, order[k]);
        }
        basis.set(i, k, sum / scale);
      }
    }
    return new WordSpace(rarity, normalised(project(bags, rarity, basis)));
  }

  private static int[] largest(double[] values, int count) {
    return java.util.stream.IntStream.range(0, values.length).boxed()
        .sorted((a, b) -> Double.compare(values[b], values[a])).limit(count).mapToInt(Integer::intValue).toArray();
  }

  private static Dense random(int rows, int columns, long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    Dense matrix = Dense.zeros(rows, columns);
    for (int i = 0; i < matrix.values().length; i++) {
      matrix.values()[i] = draws.nextDouble() - 0.5;
    }
    return matrix;
  }

  /** Words by columns: the bags, transposed, times {@code weights}. */
  private static Dense project(List<Map<Integer, Double>> bags, float[] rarity, Dense weights) {
    Dense words = Dense.zeros(BUCKETS, weights.columns());
    for (int i = 0; i < bags.size(); i++) {
      double norm = norm(bags.get(i), rarity);
      for (Map.Entry<Integer, Double> word : bags.get(i).entrySet()) {
        double value = word.getValue() * rarity[word.getKey()] / norm;
        for (int k = 0; k < weights.columns(); k++) {
          words.values()[word.getKey() * weights.columns() + k] += value * weights.get(i, k);
        }
      }
    }
    return words;
  }

  /** Texts by columns: the bags times {@code words}. */
  private static Dense product(List<Map<Integer, Double>> bags, float[] rarity, Dense words) {
    Dense result = Dense.zeros(bags.size(), words.columns());
    for (int i = 0; i < bags.size(); i++) {
      double norm = norm(bags.get(i), rarity);
      for (Map.Entry<Integer, Double> word : bags.get(i).entrySet()) {
        double value = word.getValue() * rarity[word.getKey()] / norm;
        for (int k = 0; k < words.columns(); k++) {
          result.values()[i * words.columns() + k] += value * words.get(word.getKey(), k);
        }
      }
    }
    return result;
  }

  private static float[][] normalised(Dense words) {
    double[] length = new double[words.columns()];
    for (int b = 0; b < BUCKETS; b++) {
      for (int k = 0; k < length.length; k++) {
        length[k] += words.get(b, k) * words.get(b, k);
      }
    }
    float[][] directions = new float[BUCKETS][];
    for (int b = 0; b < BUCKETS; b++) {
      directions[b] = new float[length.length];
      for (int k = 0; k < length.length; k++) {
        directions[b][k] = length[k] < 1e-12 ? 0 : (float) (words.get(b, k) / Math.sqrt(length[k]));
      }
    }
    return directions;
  }

  int size() {
    return directions[0].length;
  }

  double[] place(String text) {
    Map<Integer, Double> bag = bag(text);
    double norm = norm(bag, rarity);
    double[] place = new double[size()];
    for (Map.Entry<Integer, Double> word : bag.entrySet()) {
      double value = word.getValue() * rarity[word.getKey()] / norm;
      float[] direction = directions[word.getKey()];
      for (int k = 0; k < place.length; k++) {
        place[k] += value * direction[k];
      }
    }
    return place;
  }

  private static double norm(Map<Integer, Double> bag, float[] rarity) {
    double squares = 1e-12;
    for (Map.Entry<Integer, Double> word : bag.entrySet()) {
      double value = word.getValue() * rarity[word.getKey()];
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  /** Words, LaTeX commands, digits and signs, each in its bucket with 1 + log(count). Sorted, so that sums do not depend on hashing. */
  static Map<Integer, Double> bag(String text) {
    Map<Integer, Double> bag = new TreeMap<>();
    int end = Math.min(text.length(), LONGEST);
    int i = 0;
    while (i < end) {
      char c = text.charAt(i);
      int start = i++;
      if (Character.isLetter(c) || (c == '\\' && i < end && Character.isLetter(text.charAt(i)))) {
        while (i < end && Character.isLetter(text.charAt(i))) {
          i++;
        }
      }
      if (!Character.isWhitespace(c)) {
        bag.merge(bucket(text, start, i), 1.0, Double::sum);
      }
    }
    bag.replaceAll((bucket, count) -> 1 + Math.log(count));
    return bag;
  }

  private static int bucket(String text, int from, int to) {
    int hash = 0x811c9dc5;
    for (int i = from; i < to; i++) {
      hash = (hash ^ Character.toLowerCase(text.charAt(i))) * 0x01000193;
    }
    return (hash ^ (hash >>> 15)) & (BUCKETS - 1);
  }
}
