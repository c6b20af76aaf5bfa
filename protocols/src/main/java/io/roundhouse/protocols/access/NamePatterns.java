package io.roundhouse.protocols.access;

import java.util.List;

/** Names with {@code *} for any run of characters. Immutable; safe to share. */
public record NamePatterns(List<String> patterns) {

  /** No name. */
  public static final NamePatterns NONE = new NamePatterns(List.of());

  /** Every name. */
  public static final NamePatterns ALL = new NamePatterns(List.of("*"));

  public NamePatterns {
    patterns = List.copyOf(patterns);
  }

  /** These patterns. */
  public static NamePatterns of(String... patterns) {
    return new NamePatterns(List.of(patterns));
  }

  /** Whether one of the patterns fits the whole name; linear in the name for patterns with one star. */
  public boolean match(String name) {
    for (String pattern : patterns) {
      if (fits(pattern, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(String pattern, String name) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (in < name.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        resume = in;
      } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++resume;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }
}
