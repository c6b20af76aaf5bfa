package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.outcomes.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Ways in which people write the same thing differently. Each is a function of the text and a seed. */
public enum Perturbation {
  /** Some words replaced by others that mean the same, and a polite sentence around it. */
  PARAPHRASE,
  /** Slips of the keyboard in about one of twenty letters: swapped, missing or doubled. */
  TYPOS,
  /** No capitals, no punctuation between words. */
  SLOPPY;

  private static final Map<String, String> SYNONYMS = Map.ofEntries(
      Map.entry("calculate", "work out"), Map.entry("find", "determine"), Map.entry("write", "create"), Map.entry("what", "which"),
      Map.entry("many", "much"), Map.entry("following", "below"), Map.entry("best", "most accurately"), Map.entry("describes", "explains"),
      Map.entry("number", "count"), Map.entry("total", "overall"), Map.entry("get", "obtain"), Map.entry("function", "routine"),
      Map.entry("because", "since"), Map.entry("most", "more than others"), Map.entry("likely", "probably"), Map.entry("value", "result"),
      Map.entry("list", "sequence"), Map.entry("given", "supplied"), Map.entry("each", "every"), Map.entry("buys", "purchases"),
      Map.entry("big", "large"), Map.entry("small", "little"), Map.entry("shows", "demonstrates"), Map.entry("needs", "requires"));
  private static final List<String> OPENINGS = List.of(
      "Could you help me with this? ", "Here is my question. ", "Please think about this: ");
  private static final double TYPO_RATE = 0.05;

  /** Returns the text as somebody else might have written it. */
  public String of(String text, long seed) {
    SplittableRandom draws = new SplittableRandom(seed ^ text.hashCode());
    return switch (this) {
      case PARAPHRASE -> OPENINGS.get(draws.nextInt(OPENINGS.size())) + paraphrased(text);
      case TYPOS -> mistyped(text, draws);
      case SLOPPY -> text.toLowerCase(Locale.ROOT).replaceAll("(?<=\\p{L})[.,;:!?'\"](?=\\s|$)", "");
    };
  }

  private static String paraphrased(String text) {
    StringBuilder result = new StringBuilder();
    for (String word : text.split("(?<=\\s)|(?=\\s)", -1)) {
      String synonym = SYNONYMS.get(word.toLowerCase(Locale.ROOT));
      result.append(synonym == null ? word
          : Character.isUpperCase(word.charAt(0)) ? Character.toUpperCase(synonym.charAt(0)) + synonym.substring(1) : synonym);
    }
    return result.toString();
  }

  private static String mistyped(String text, SplittableRandom draws) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetter(c) || draws.nextDouble() >= TYPO_RATE) {
        result.append(c);
        continue;
      }
      switch (draws.nextInt(3)) {
        case 0 -> {
          if (i + 1 < text.length()) {
            result.append(text.charAt(++i));
          }
          result.append(c);
        }
        case 1 -> result.append(c).append(c);
        default -> { }
      }
    }
    return result.toString();
  }

  /** Returns a table with other texts and the same outcomes: what the models made of the old words stands in for the new ones. */
  Outcomes of(Outcomes table, long seed) {
    List<Prompt> prompts = new ArrayList<>();
    for (Prompt prompt : table.prompts()) {
      String route = of(prompt.routeText(), seed);
      int at = prompt.text().lastIndexOf(prompt.routeText());
      String text = at < 0 ? of(prompt.text(), seed) : prompt.text().substring(0, at) + route
          + prompt.text().substring(at + prompt.routeText().length());
      prompts.add(new Prompt(prompt.id(), prompt.family(), text, route));
    }
    return new Outcomes(table.name(), prompts, table.models(), table.quality(), table.cost(), table.isPriced());
  }
}
