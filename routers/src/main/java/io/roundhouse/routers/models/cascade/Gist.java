package io.roundhouse.routers.models.cascade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings answers into a form in which the same answer is the same string: the {@code answer} of a JSON object, else what stands in
 * the last {@code \boxed{}}, else the text itself; numbers without grouping, currency and trailing zeros; words in lower case without
 * surrounding punctuation.
 */
public final class Gist {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern BOXED = Pattern.compile("\\\\boxed\\{([^{}]{1,200})}");
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,30}(\\.[0-9]{0,30})?");

  private Gist() {}

  /** Returns the canonical form; blank if there is no answer in the text. */
  public static String of(String text) {
    String core = inner(text.strip());
    String plain = core.replaceAll("(?<=[0-9]),(?=[0-9]{3})", "").replaceAll("^[$€£]|[%°]$", "").strip();
    if (NUMBER.matcher(plain).matches()) {
      BigDecimal number = new BigDecimal(plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain);
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
    return plain.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").replaceAll("^[\\p{Punct}\\s&&[^(\\[{\\\\-]]+|[.,;:!?\\s]+$", "");
  }

  private static String inner(String text) {
    int open = text.indexOf('{');
    int close = text.lastIndexOf('}');
    if (open >= 0 && close > open) {
      try {
        JsonNode answer = JSON.readTree(text.substring(open, close + 1)).path("answer");
        if (answer.isValueNode() && !answer.isNull()) {
          return answer.asText().strip();
        }
      } catch (JsonProcessingException e) {
        // braces that are not JSON: go on with the text as it is
      }
    }
    Matcher boxed = BOXED.matcher(text);
    String found = text;
    while (boxed.find()) {
      found = boxed.group(1).strip();
    }
    return found;
  }
}
