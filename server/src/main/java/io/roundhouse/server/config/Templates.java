package io.roundhouse.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the items that a step's argument templates refer to; see {@link io.roundhouse.runtime.StepBinding} for their form. */
final class Templates {

  /** Names that stand for facts about the run, so that no item may be called so. */
  static final Set<String> RESERVED = Set.of("run", "failure");

  private static final String REFERENCE = "([A-Za-z0-9_-]+)(?:\\.[A-Za-z0-9_-]+)*";
  private static final Pattern WHOLE = Pattern.compile("\\$" + REFERENCE);
  private static final Pattern PART = Pattern.compile("\\$\\{" + REFERENCE + "}");

  private Templates() {}

  /** The items a template needs, in the order of their first use. */
  static Set<String> items(JsonNode template) {
    Set<String> items = new LinkedHashSet<>();
    collect(template, items);
    items.removeAll(RESERVED);
    return items;
  }

  private static void collect(JsonNode template, Set<String> items) {
    if (template.isTextual()) {
      collect(template.textValue(), items);
    } else {
      template.forEach(part -> collect(part, items));
    }
  }

  private static void collect(String text, Set<String> items) {
    if (text.startsWith("$$")) {
      return;
    }
    Matcher whole = WHOLE.matcher(text);
    if (whole.matches()) {
      items.add(whole.group(1));
      return;
    }
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      items.add(parts.group(1));
    }
  }
}
