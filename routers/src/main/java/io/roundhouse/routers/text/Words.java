package io.roundhouse.routers.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a text in the form in which they are compared: Unicode NFKC, lower case, without English stop words, plurals as
 * singulars. Chinese and Japanese, which put no space between words, are cut into pairs of neighbouring characters. The forms are
 * for comparing, not for reading: {@code boxes} and {@code box} are both {@code box}, {@code cache} is {@code cach}.
 */
public final class Words {

  private Words() {}

  /** Returns the words of {@code text} in order, with repetitions; empty if it has none. Linear in the length of the text. */
  public static List<String> of(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    int start = 0;
    while (start < plain.length()) {
      int first = plain.codePointAt(start);
      int end = start + Character.charCount(first);
      if (isUnspaced(first)) {
        end = endOfRun(plain, end, true);
        addPairs(plain.substring(start, end), words);
      } else if (isPartOfWord(first)) {
        end = endOfRun(plain, end, false);
        add(plain.substring(start, end), words);
      }
      start = end;
    }
    return List.copyOf(words);
  }

  private static int endOfRun(String text, int from, boolean unspaced) {
    int end = from;
    while (end < text.length()) {
      int next = text.codePointAt(end);
      if (!isPartOfWord(next) || isUnspaced(next) != unspaced) {
        break;
      }
      end += Character.charCount(next);
    }
    return end;
  }

  private static void add(String word, List<String> words) {
    if (!StopWords.contains(word)) {
      words.add(Singular.of(word));
    }
  }

  private static void addPairs(String run, List<String> words) {
    int[] characters = run.codePoints().toArray();
    if (characters.length == 1) {
      words.add(run);
    }
    for (int i = 0; i + 1 < characters.length; i++) {
      words.add(new String(characters, i, 2));
    }
  }

  private static boolean isPartOfWord(int character) {
    int type = Character.getType(character);
    return Character.isLetterOrDigit(character) || type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isUnspaced(int character) {
    return switch (Character.UnicodeScript.of(character)) {
      case HAN, HIRAGANA, KATAKANA -> isPartOfWord(character);
      default -> false;
    };
  }
}
