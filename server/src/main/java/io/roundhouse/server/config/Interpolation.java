package io.roundhouse.server.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills {@code ${NAME}} and {@code ${NAME:default}} from the environment; a doubled dollar sign stands for a literal one. */
final class Interpolation {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}:]*)(?::([^}]*))?}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Interpolation() {}

  static boolean isIn(String raw) {
    return REFERENCE.matcher(raw).find();
  }

  static String fill(String raw, Node place) {
    Matcher references = REFERENCE.matcher(raw);
    StringBuilder filled = new StringBuilder();
    while (references.find()) {
      String name = references.group(1);
      String value = name == null ? "${" : value(name, references.group(2), place);
      references.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return references.appendTail(filled).toString();
  }

  private static String value(String name, @Nullable String fallback, Node place) {
    if (!NAME.matcher(name).matches()) {
      place.problem("'${" + name + "}' does not name an environment variable",
          "expected ${NAME} or ${NAME:default}; write $${ for a literal ${");
      return "";
    }
    String value = place.scope().environment(name);
    if (value == null && fallback == null) {
      place.problem("environment variable " + name + " is not set", "set it, or give a default: ${" + name + ":default}");
    }
    return value != null ? value : fallback != null ? fallback : "";
  }
}
