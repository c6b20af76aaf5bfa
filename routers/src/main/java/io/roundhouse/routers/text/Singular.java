package io.roundhouse.routers.text;

/**
 * Brings English plurals and singulars to one form by their last letters: the s goes, then {@code ie} becomes {@code y} and an e
 * goes where a plural would have needed one ({@code boxes}, {@code matches}). Both steps apply to singulars too, so that {@code
 * cache} and {@code caches} meet. Irregular plurals stay as they are.
 */
final class Singular {

  private static final int SHORTEST_PLURAL = 4;
  private static final int SHORTEST_WITH_E = 3;

  private Singular() {}

  static String of(String word) {
    String base = isPlural(word) ? cut(word, 1) : word;
    if (base.length() < SHORTEST_WITH_E || !base.endsWith("e")) {
      return base;
    }
    String rest = cut(base, 1);
    if (rest.endsWith("i")) {
      return cut(rest, 1) + "y";
    }
    return hisses(rest) || rest.endsWith("o") ? rest : base;
  }

  private static boolean isPlural(String word) {
    return word.length() >= SHORTEST_PLURAL
        && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is");
  }

  private static boolean hisses(String word) {
    return word.endsWith("ch") || word.endsWith("sh") || word.endsWith("x") || word.endsWith("z")
        || word.endsWith("ss") || word.endsWith("us");
  }

  private static String cut(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }
}
