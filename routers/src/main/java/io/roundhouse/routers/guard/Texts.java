package io.roundhouse.routers.guard;

/** Looks for words in text. */
final class Texts {

  private Texts() {}

  static String bounded(String text) {
    return text.length() <= Signal.LOOKED_AT ? text : text.substring(0, Signal.LOOKED_AT);
  }

  /** Whether {@code word} occurs with no letter or digit on either side. */
  static boolean containsWord(String text, String word) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      int end = at + word.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      if (begins && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }
}
