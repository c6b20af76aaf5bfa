package io.roundhouse.runtime.collaboration;

import io.roundhouse.runtime.TeamRules;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether answers say the same. Short ones have to be equal once case, punctuation and number formats are set aside; long ones have to
 * share most of their words. What follows a last "Answer:" or stands in a last {@code \boxed{}} is the answer if there is any.
 *
 * @param answer the one that most members gave, the first among equals
 * @param share which share of the members gave it, 0 to 1
 */
record Agreement(Answer answer, double share) {

  private static final int SHORT_WORDS = 12;
  private static final double SAME_WORDS = 0.8;
  private static final int LONGEST = 20_000;
  private static final Pattern BOXED = Pattern.compile("\\\\boxed\\{([^{}]{0,200})}");
  private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d),(?=\\d{3}\\b)");
  private static final Pattern ZEROS = Pattern.compile("(\\d)\\.0+(?!\\d)");
  private static final Pattern NOISE = Pattern.compile("[^\\p{L}\\p{N}.%/+-]+");
  private static final Pattern EDGES = Pattern.compile("(?<!\\S)[.]+|[.]+(?!\\S)");

  static Agreement of(List<Answer> answers) {
    String first = answers.getFirst().text();
    if (answers.stream().allMatch(answer -> answer.text().equals(first))) {
      return new Agreement(answers.getFirst(), 1);
    }
    List<String> canonical = answers.stream().map(answer -> canonical(answer.text())).toList();
    int best = 0;
    int most = 0;
    for (int i = 0; i < canonical.size(); i++) {
      String one = canonical.get(i);
      int votes = (int) canonical.stream().filter(other -> same(one, other)).count();
      if (votes > most) {
        most = votes;
        best = i;
      }
    }
    return new Agreement(answers.get(best), (double) most / answers.size());
  }

  boolean reached(TeamRules rules) {
    return share >= rules.agreement() - 1e-9;
  }

  static String canonical(String text) {
    String shown = text.length() > LONGEST ? text.substring(text.length() - LONGEST) : text;
    String answer = ChainOfThought.answer(shown);
    Matcher boxed = BOXED.matcher(answer);
    while (boxed.find()) {
      answer = boxed.group(1);
      boxed = BOXED.matcher(answer);
    }
    String plain = ZEROS.matcher(THOUSANDS.matcher(answer.toLowerCase(Locale.ROOT)).replaceAll("")).replaceAll("$1");
    String words = NOISE.matcher(plain).replaceAll(" ");
    return EDGES.matcher(words).replaceAll(" ").strip().replaceAll(" +", " ");
  }

  private static boolean same(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    Set<String> these = new HashSet<>(Arrays.asList(one.split(" ")));
    Set<String> those = new HashSet<>(Arrays.asList(other.split(" ")));
    if (these.size() <= SHORT_WORDS || those.size() <= SHORT_WORDS) {
      return false;
    }
    Set<String> shared = new HashSet<>(these);
    shared.retainAll(those);
    return (double) shared.size() / (these.size() + those.size() - shared.size()) >= SAME_WORDS;
  }
}
