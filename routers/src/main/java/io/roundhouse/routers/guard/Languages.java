package io.roundhouse.routers.guard;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Guesses the language of a text: by its script, and among languages in Latin letters by their commonest words. Made for "is this one
 * of the languages we serve", not for telling close relatives apart in three words.
 */
public final class Languages {

  private static final Map<String, Set<String>> COMMON = Map.of(
      "en", Set.of("the", "is", "are", "what", "how", "my", "you", "to", "of", "and", "in", "do", "i", "can", "it", "for", "please"),
      "de", Set.of("der", "die", "das", "ist", "und", "ich", "nicht", "wie", "mein", "meine", "ein", "eine", "zu", "mit", "kann", "wo"),
      "fr", Set.of("le", "la", "les", "est", "et", "je", "pas", "comment", "mon", "une", "un", "des", "pour", "puis", "vous", "où", "ma"),
      "es", Set.of("el", "la", "los", "es", "y", "yo", "cómo", "mi", "una", "un", "para", "puedo", "qué", "por", "de", "en", "dónde"),
      "it", Set.of("il", "lo", "gli", "è", "e", "io", "non", "come", "mio", "una", "un", "per", "posso", "che", "di", "dove", "mia"),
      "pt", Set.of("o", "os", "é", "e", "eu", "não", "como", "meu", "uma", "um", "para", "posso", "que", "onde", "minha", "em"),
      "nl", Set.of("de", "het", "is", "en", "ik", "niet", "hoe", "mijn", "een", "te", "met", "kan", "waar", "van", "voor"));

  private static final int LOOKED_AT_WORDS = 400;

  private Languages() {}

  /** Returns a two-letter code such as {@code en}; empty if the text does not say. */
  public static String of(String text) {
    Map<String, Integer> scripts = new TreeMap<>();
    text.codePoints().limit(4_000).filter(Character::isLetter)
        .forEach(letter -> scripts.merge(script(letter), 1, Integer::sum));
    String script = scripts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("");
    if (script.equals("zh") && scripts.containsKey("ja")) {
      return "ja";
    }
    return script.equals("latin") ? byWords(text) : script;
  }

  private static String script(int letter) {
    return switch (Character.UnicodeScript.of(letter)) {
      case LATIN -> "latin";
      case HAN -> "zh";
      case HIRAGANA, KATAKANA -> "ja";
      case HANGUL -> "ko";
      case CYRILLIC -> "ru";
      case ARABIC -> "ar";
      case GREEK -> "el";
      case HEBREW -> "he";
      case DEVANAGARI -> "hi";
      case THAI -> "th";
      default -> "";
    };
  }

  private static String byWords(String text) {
    List<String> words = List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}']+", LOOKED_AT_WORDS));
    String best = "";
    long most = 0;
    for (Map.Entry<String, Set<String>> language : new TreeMap<>(COMMON).entrySet()) {
      long count = words.stream().filter(language.getValue()::contains).count();
      if (count > most || (count == most && count > 0 && language.getKey().equals("en"))) {
        most = count;
        best = language.getKey();
      }
    }
    return best;
  }
}
