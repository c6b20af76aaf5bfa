package io.roundhouse.routers.models;

import io.roundhouse.routers.RoutingException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * "If the call looks like this, ask that policy." All conditions that are given must hold. Immutable.
 *
 * @param name what reasons and logs call it
 * @param keywords at least one of these words or phrases is in the user's words, whatever their case; empty for no such condition
 * @param pattern a regular expression found somewhere in the user's words; null for no such condition
 * @param minTokens the call has at least so many input tokens
 * @param maxTokens the call has at most so many input tokens
 * @param tags the request has all of these tags
 * @param then who decides
 */
public record ModelRule(
    String name, List<String> keywords, @Nullable Pattern pattern, int minTokens, int maxTokens, Set<String> tags, ModelPolicy then) {

  private static final int LONGEST = 20_000;

  /** Copies the keywords and tags; throws {@link RoutingException.Invalid} if the least number of tokens is above the greatest. */
  public ModelRule {
    keywords = keywords.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    tags = Set.copyOf(tags);
    if (minTokens > maxTokens) {
      throw new RoutingException.Invalid("rule '%s' holds from %d to %d tokens; expected the first not above the second"
          .formatted(name, minTokens, maxTokens));
    }
  }

  /** Returns a rule for calls with one of {@code keywords}. */
  public static ModelRule ofKeywords(String name, List<String> keywords, ModelPolicy then) {
    return new ModelRule(name, keywords, null, 0, Integer.MAX_VALUE, Set.of(), then);
  }

  /** Returns this rule with another policy that decides. */
  ModelRule withThen(ModelPolicy other) {
    return new ModelRule(name, keywords, pattern, minTokens, maxTokens, tags, other);
  }

  /** Returns whether the rule applies; only the first 20,000 characters are looked at, so that an expression cannot take for ever. */
  public boolean applies(ModelCall call) {
    String words = call.routeText().substring(0, Math.min(call.routeText().length(), LONGEST));
    String lower = words.toLowerCase(Locale.ROOT);
    return call.inputTokens() >= minTokens && call.inputTokens() <= maxTokens
        && call.tags().containsAll(tags)
        && (keywords.isEmpty() || keywords.stream().anyMatch(word -> holds(lower, word)))
        && (pattern == null || pattern.matcher(words).find());
  }

  private static boolean holds(String text, String word) {
    for (int at = text.indexOf(word); at >= 0 && !word.isEmpty(); at = text.indexOf(word, at + 1)) {
      int end = at + word.length();
      boolean starts = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)) || !Character.isLetterOrDigit(word.charAt(0));
      boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
      if (starts && ends) {
        return true;
      }
    }
    return false;
  }
}
