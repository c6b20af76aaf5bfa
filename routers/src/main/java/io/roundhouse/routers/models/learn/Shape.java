package io.roundhouse.routers.models.learn;

/**
 * What a text looks like from afar: how long it is, how much of it is digits, signs, code or options to choose from. Twenty numbers
 * that say a lot about what the text asks for and, by its length, what it costs.
 */
final class Shape {

  static final int SIZE = 20;

  private Shape() {}

  static double[] of(Query query) {
    String text = query.routeText();
    Counts counts = new Counts(text);
    double length = Math.max(1, text.length());
    return new double[] {
        Math.log1p(text.length()),
        Math.log1p(query.text().length()),
        Math.log1p(counts.words),
        Math.log1p(counts.digits),
        counts.digits / length,
        Math.log1p(counts.lines),
        Math.log1p(counts.formula),
        counts.backslashes > 0 ? 1 : 0,
        counts.signs / length,
        Math.log1p(counts.underscores),
        text.contains("def ") || text.contains("function") ? 1 : 0,
        length / Math.max(1, counts.words),
        counts.capitals / length,
        counts.questions > 0 ? 1 : 0,
        Math.log1p(counts.options),
        Math.log1p(counts.operators),
        Math.log1p(counts.sentences),
        Math.log1p(counts.commas),
        Math.log1p(counts.brackets),
        counts.beyondAscii / length,
    };
  }

  /** One pass over the text. */
  private static final class Counts {
    int words;
    int digits;
    int lines;
    int formula;
    int backslashes;
    int signs;
    int underscores;
    int capitals;
    int questions;
    int options;
    int operators;
    int sentences;
    int commas;
    int brackets;
    int beyondAscii;

    Counts(String text) {
      boolean inWord = false;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        boolean blank = Character.isWhitespace(c);
        words += !blank && !inWord ? 1 : 0;
        count(c, i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1)));
        boolean mark = i + 1 < text.length() && (text.charAt(i + 1) == ')' || text.charAt(i + 1) == '.');
        options += !inWord && c >= 'A' && c <= 'H' && mark ? 1 : 0;
        inWord = !blank;
      }
    }

    private void count(char c, boolean last) {
      digits += Character.isDigit(c) ? 1 : 0;
      capitals += Character.isUpperCase(c) ? 1 : 0;
      beyondAscii += c > 127 ? 1 : 0;
      signs += !Character.isLetterOrDigit(c) && !Character.isWhitespace(c) ? 1 : 0;
      switch (c) {
        case '\n' -> lines++;
        case '\\' -> {
          backslashes++;
          formula++;
        }
        case '$' -> formula++;
        case '_' -> underscores++;
        case '?' -> {
          questions++;
          sentences += last ? 1 : 0;
        }
        case '.', '!' -> sentences += last ? 1 : 0;
        case '=', '+', '*', '/', '^', '<', '>' -> operators++;
        case ',' -> commas++;
        case '(', '[', '{' -> brackets++;
        default -> { }
      }
    }
  }
}
