package io.roundhouse.routers.agents.eval;

import java.util.Locale;

/**
 * What TCAR (arXiv 2601.04544) publishes for language models that route on the same data: prompted with all descriptions, or trained to
 * route. Its measure is whether the right agent is in a set of at most three.
 */
final class Published {

  private Published() {}

  static String on(String data) {
    String figures = switch (data.toLowerCase(Locale.ROOT)) {
      case "clinc150" -> "GPT-5.1 93.84, Claude Sonnet 4.5 94.21, DeepSeek-3.1 88.29, TCAR-4B 91.25, Arch-Router 62.98, "
          + "Qwen3-Embedding-4B 57.21";
      case "hwu64" -> "GPT-5.1 85.59, Claude Sonnet 4.5 87.40, DeepSeek-3.1 88.10, TCAR-4B 91.63, Arch-Router 69.33, "
          + "Qwen3-Embedding-4B 54.27";
      default -> "";
    };
    return figures.isEmpty() ? "" : "  published (TCAR, right agent in a set of at most 3)%n    %s%n".formatted(figures);
  }
}
