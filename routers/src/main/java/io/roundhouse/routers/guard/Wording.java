package io.roundhouse.routers.guard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Phrases that are common in attempts to talk a model out of its instructions and rare elsewhere. A phrase is a sequence of words that
 * may have a few others in between; each step moves forward, so time is linear in the text.
 */
final class Wording {

  private static final int GAP = 4;

  private static final List<String[]> PHRASES = List.of(
      phrase("ignore|disregard|forget|bypass|override", "previous|prior|above|earlier|preceding|all",
          "instructions|prompts|rules|directions"),
      phrase("ignore|disregard|forget|bypass|override|break", "your|its|the|any|all",
          "guidelines|restrictions|programming|policies|policy|filters|safeguards|limitations"),
      phrase("do", "anything", "now"),
      phrase("developer", "mode", "enabled|output|response|on"),
      phrase("jailbreak|jailbroken|jailbreaked"),
      phrase("no|without", "ethical|moral", "guidelines|restrictions|limitations|constraints|limits|boundaries|compass"),
      phrase("without", "any", "restrictions|censorship|filters|limitations|filtering|warnings"),
      phrase("never|not|cannot", "refuse|refuses|decline", "request|requests|answer|anything|prompt|question|questions|order"),
      phrase("unfiltered|uncensored|amoral|unrestricted|unethical",
          "ai|assistant|response|responses|answer|answers|bot|chatbot|model|character"),
      phrase("stay|remain", "in", "character"),
      phrase("free|freed|released", "from", "all|any|the|these|its", "restrictions|rules|constraints|limitations|filters|guidelines"),
      phrase("reveal|print|show|repeat|leak|output", "system|hidden|initial|secret|original", "prompt|instructions|message"),
      phrase("not", "bound", "by", "rules|restrictions|guidelines|policies|policy|laws|limitations"),
      phrase("as", "an", "evil|amoral|unethical", "ai|bot|assistant|confidant|character|robot"),
      phrase("openai", "policies|policy|guidelines|restrictions|rules", "no|not|longer|bypass|ignore|without|free"));

  private Wording() {}

  private static String[] phrase(String... words) {
    return words;
  }

  /** The first phrase that occurs, as it is written in the text. */
  static Optional<String> find(String text) {
    String[] words = text.toLowerCase(Locale.ROOT).replace('’', '\'').split("[^\\p{L}\\p{N}']+");
    for (String[] phrase : PHRASES) {
      for (int i = 0; i < words.length; i++) {
        int end = matches(words, i, phrase);
        if (end > 0) {
          return Optional.of(String.join(" ", List.of(words).subList(i, end)));
        }
      }
    }
    return Optional.empty();
  }

  private static int matches(String[] words, int start, String[] phrase) {
    int at = start;
    for (int p = 0; p < phrase.length; p++) {
      int limit = p == 0 ? start + 1 : Math.min(words.length, at + GAP);
      while (at < limit && !isOneOf(words[at], phrase[p])) {
        at++;
      }
      if (at >= limit) {
        return 0;
      }
      at++;
    }
    return at;
  }

  private static boolean isOneOf(String word, String alternatives) {
    int at = alternatives.indexOf(word);
    while (at >= 0 && !word.isEmpty()) {
      int end = at + word.length();
      if ((at == 0 || alternatives.charAt(at - 1) == '|') && (end == alternatives.length() || alternatives.charAt(end) == '|')) {
        return true;
      }
      at = alternatives.indexOf(word, at + 1);
    }
    return false;
  }
}
