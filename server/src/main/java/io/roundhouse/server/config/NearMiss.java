package io.roundhouse.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the name that somebody probably meant. */
final class NearMiss {

  private NearMiss() {}

  /** What was expected instead of {@code found}: the likely name if one is close, otherwise all names, otherwise {@code ifNone}. */
  static String expectation(String found, Collection<String> names, String ifNone) {
    if (names.isEmpty()) {
      return ifNone;
    }
    return closest(found, names)
        .map(name -> "did you mean '" + name + "'?")
        .orElseGet(() -> "expected " + (names.size() == 1 ? "" : "one of ") + names.stream().sorted().collect(Collectors.joining(", ")));
  }

  private static Optional<String> closest(String found, Collection<String> names) {
    int most = Math.max(1, Math.min(3, found.length() / 3));
    return names.stream()
        .filter(name -> distance(found, name) <= most)
        .min(Comparator.comparingInt((String name) -> distance(found, name)).thenComparing(Comparator.naturalOrder()));
  }

  /** Edits (insert, delete, replace, swap of neighbours) from one name to the other, ignoring case and the kind of word separator. */
  static int distance(String one, String other) {
    String a = plain(one);
    String b = plain(other);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int cheapest(int[][] edits, String a, String b, int i, int j) {
    int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
    boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
