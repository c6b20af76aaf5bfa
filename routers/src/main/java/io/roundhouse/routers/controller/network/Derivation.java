package io.roundhouse.routers.controller.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Vectors computed one from another; a derivation that records goes back over them and finds what each was worth, down to the layers.
 * Mutable; confined to one thread.
 */
final class Derivation {

  private static final double LAYER_NORM = 1e-5;

  /** A vector, and what each of its numbers is worth. */
  @SuppressWarnings("ArrayRecordComponent") // the second is added to on the way back
  record Node(double[] value, double[] worth) {

    static Node of(double[] value) {
      return new Node(value, new double[value.length]);
    }
  }

  private final List<Runnable> steps = new ArrayList<>();
  private final @Nullable IdentityHashMap<PaperWeights.Layer, PaperWeights.Layer> gradients;

  private Derivation(@Nullable IdentityHashMap<PaperWeights.Layer, PaperWeights.Layer> gradients) {
    this.gradients = gradients;
  }

  /** Only computes. */
  static Derivation forward() {
    return new Derivation(null);
  }

  /** Adds what each layer is worth to a layer of its own. */
  static Derivation recording(List<PaperWeights.Layer> layers, List<PaperWeights.Layer> gradients) {
    IdentityHashMap<PaperWeights.Layer, PaperWeights.Layer> map = new IdentityHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      map.put(layers.get(i), gradients.get(i));
    }
    return new Derivation(map);
  }

  /** Hands on what was added to the nodes' worth; once. */
  void back() {
    for (int i = steps.size() - 1; i >= 0; i--) {
      steps.get(i).run();
    }
  }

  private Node add(double[] value, Consumer<Node> back) {
    Node node = Node.of(value);
    if (gradients != null) {
      steps.add(() -> back.accept(node));
    }
    return node;
  }

  Node affine(PaperWeights.Layer layer, Node x) {
    return add(layer.of(x.value), y -> {
      PaperWeights.Layer gradient = gradients == null ? null : gradients.get(layer);
      for (int i = 0; i < y.worth.length; i++) {
        double g = y.worth[i];
        if (g != 0 && gradient != null) {
          Maths.add(gradient.weights()[i], g, x.value);
          gradient.offset()[i] += g;
          Maths.add(x.worth, g, layer.weights()[i]);
        }
      }
    });
  }

  Node relu(Node x) {
    return add(Arrays.stream(x.value).map(each -> Math.max(0, each)).toArray(), y -> {
      for (int i = 0; i < y.worth.length; i++) {
        x.worth[i] += x.value[i] > 0 ? y.worth[i] : 0;
      }
    });
  }

  /** The mean with noise times {@code scale} times the standard deviation. */
  Node blurred(Node mean, Node logVariance, double[] noise, double scale) {
    double[] spread = new double[noise.length];
    double[] value = mean.value.clone();
    for (int i = 0; i < noise.length; i++) {
      spread[i] = noise[i] * Math.exp(0.5 * logVariance.value[i]) * scale;
      value[i] += spread[i];
    }
    return add(value, y -> {
      Maths.add(mean.worth, 1, y.worth);
      for (int i = 0; i < spread.length; i++) {
        logVariance.worth[i] += 0.5 * spread[i] * y.worth[i];
      }
    });
  }

  Node unit(Node x) {
    double[] value = x.value.clone();
    double length = Maths.unit(value);
    return add(value, y -> Maths.add(x.worth, 1, Maths.unitBack(y.value, length, y.worth.clone())));
  }

  Node sum(Node one, Node other) {
    double[] value = one.value.clone();
    Maths.add(value, 1, other.value);
    return add(value, y -> {
      Maths.add(one.worth, 1, y.worth);
      Maths.add(other.worth, 1, y.worth);
    });
  }

  Node joined(Node... parts) {
    return add(Arrays.stream(parts).flatMapToDouble(part -> Arrays.stream(part.value)).toArray(), y -> {
      int at = 0;
      for (Node part : parts) {
        Maths.add(part.worth, 1, Arrays.copyOfRange(y.worth, at, at + part.worth.length));
        at += part.worth.length;
      }
    });
  }

  Node layerNorm(Node x) {
    double mean = mean(x.value);
    double spread = Math.sqrt(Arrays.stream(x.value).map(each -> (each - mean) * (each - mean)).average().orElse(0) + LAYER_NORM);
    return add(Arrays.stream(x.value).map(each -> (each - mean) / spread).toArray(), y -> {
      double level = mean(y.worth);
      double along = Maths.dot(y.worth, y.value) / y.value.length;
      for (int i = 0; i < y.worth.length; i++) {
        x.worth[i] += (y.worth[i] - level - y.value[i] * along) / spread;
      }
    });
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  /** How likely each code is, by its closeness to the context. */
  Node chances(List<Node> codes, Node context, double temperature) {
    double[] value = Maths.softmax(codes.stream().mapToDouble(code -> Maths.dot(code.value, context.value) / temperature).toArray());
    return add(value, y -> {
      double mean = Maths.dot(y.value, y.worth);
      for (int k = 0; k < y.worth.length; k++) {
        double logit = y.value[k] * (y.worth[k] - mean) / temperature;
        Maths.add(codes.get(k).worth, logit, context.value);
        Maths.add(context.worth, logit, codes.get(k).value);
      }
    });
  }

  /** The first number of x between 0 and {@code most}. */
  Node sigmoid(Node x, double most) {
    double share = 1 / (1 + Math.exp(-x.value[0]));
    return add(new double[] {share * most}, y -> x.worth[0] += y.worth[0] * most * share * (1 - share));
  }
}
