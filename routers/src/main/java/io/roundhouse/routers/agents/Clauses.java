package io.roundhouse.routers.agents;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a request where another wish may begin: after a sentence, at a semicolon or a line break, and before words such as "and",
 * "then" or "also". Only proposes: whether the parts are requests of their own is for the router to say. Linear in the length of the
 * text, of which the first {@value #LONGEST} characters are looked at.
 */
final class Clauses {

  private static final int LONGEST = 2_000;
  private static final int MOST = 4;
  private static final int LEAST_WORDS = 2;
  private static final List<String> JOINTS =
      List.of("and", "then", "also", "plus", "after that", "afterwards", "additionally", "besides", "as well as", "while you're at it");

  private Clauses() {}

  /** The parts of a text, at least two and at most four, in order; empty if it is of one piece. */
  static List<String> of(String text) {
    String plain = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < plain.length() && parts.size() < MOST - 1; i++) {
      int end = joint(plain, i);
      if (end > i && words(plain.substring(start, i)) >= LEAST_WORDS && words(plain.substring(end)) >= LEAST_WORDS) {
        parts.add(plain.substring(start, i).strip());
        start = end;
        i = end - 1;
      }
    }
    if (parts.isEmpty()) {
      return List.of();
    }
    parts.add(plain.substring(start).strip());
    return parts;
  }

  /** Where the text goes on after a joint that begins at {@code i}; {@code i} if none does. */
  private static int joint(String text, int i) {
    char here = text.charAt(i);
    if (here == ';' || here == '\n') {
      return skipJoints(text, i + 1);
    }
    boolean endsSentence = (here == '.' || here == '?' || here == '!' || here == ',') && followedByBlank(text, i);
    if (endsSentence && here != ',') {
      return skipJoints(text, i + 1);
    }
    int word = here == ',' && endsSentence ? i + 1 : i;
    if (word < text.length() && Character.isWhitespace(text.charAt(word))) {
      int after = skipJoints(text, word);
      return after > word + blanks(text, word) ? after : i;
    }
    return i;
  }

  private static boolean followedByBlank(String text, int i) {
    return i + 1 < text.length() && Character.isWhitespace(text.charAt(i + 1));
  }

  private static int skipJoints(String text, int from) {
    int at = from;
    boolean found = true;
    while (found) {
      int start = at + blanks(text, at);
      found = false;
      for (String joint : JOINTS) {
        int end = start + joint.length();
        if (text.regionMatches(true, start, joint, 0, joint.length()) && end < text.length() && !Character.isLetter(text.charAt(end))) {
          at = end + (text.charAt(end) == ',' ? 1 : 0);
          found = true;
          break;
        }
      }
    }
    return at + blanks(text, at);
  }

  private static int blanks(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at - from;
  }

  private static int words(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? 0 : stripped.split("\\s+", LEAST_WORDS + 1).length;
  }
}
