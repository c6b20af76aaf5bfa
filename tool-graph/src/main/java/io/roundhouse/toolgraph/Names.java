package io.roundhouse.toolgraph;

/** The one rule for names: visible text of bounded length, so that it fits in a log line. */
final class Names {

  private static final int MAX_LENGTH = 200;

  private Names() {}

  static void check(String kind, String value) {
    if (value.isBlank() || value.length() > MAX_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
      String shown = value.length() > 40 ? value.substring(0, 40) + "..." : value;
      throw new GraphException.Invalid(
          "%s name '%s' is not usable: expected 1 to %d visible characters"
              .formatted(kind, shown.replaceAll("\\p{Cntrl}", "?"), MAX_LENGTH));
    }
  }
}
