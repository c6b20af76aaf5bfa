package io.roundhouse.protocols.mcp.client.pinning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for signs of tool poisoning in a definition: hidden characters, words that give orders to the model, and words about other
 * tools. A sign is a reason for a person to look, not a proof; a text without signs is no proof either. Stateless.
 */
public final class DefinitionScanner {

  private static final int MAX_TEXT = 20_000;
  private static final int MAX_FINDINGS = 10;
  private static final int SHORTEST_NAME = 4;
  private static final List<Pattern> ORDERS = patterns(
      "\\b(ignore|disregard|forget|override)\\b.{0,30}\\b(previous|prior|above|earlier|other|existing|system)\\b.{0,20}"
          + "\\b(instruction|rule|prompt|message|guideline|polic)",
      "</?\\s*(important|system|instructions?|secret|hidden|admin|critical)\\s*>",
      "\\b(do not|don't|never|must not)\\b.{0,20}\\b(tell|mention|inform|reveal|show|notify|disclose|let)\\b.{0,30}"
          + "\\b(user|human|person|anyone|anybody)",
      "\\bwithout (asking|telling|informing|notifying|mentioning)\\b.{0,20}\\b(user|human|person|anyone)",
      "\\byou are (now|no longer)\\b|\\bnew instructions?:|\\bact as (the )?(system|admin|root)",
      "\\b(system|developer) prompt\\b",
      "(~|/root|/home/[^/ ]+)/\\.(ssh|aws|gnupg|kube|config/gcloud)|\\bid_(rsa|ed25519)\\b|/etc/(passwd|shadow)|\\.cursor/mcp\\.json",
      "\\b(send|pass|include|put|append|forward|copy|paste)\\b.{0,60}\\b(conversation|chat history|previous messages|all messages|"
          + "whole context|entire context)\\b");
  private static final Pattern STEERING = Pattern.compile(
      "\\b(instead of|rather than|before (using|calling)|after (using|calling)|must|always|never|do not use|don't use|deprecated|"
          + "replaces|takes precedence|whenever)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern BLOB = Pattern.compile("[A-Za-z0-9+/]{240,}={0,2}");

  private DefinitionScanner() {}

  /**
   * Looks through every text of a definition.
   *
   * @param others names of tools that are not this server's
   * @return what was found, at most ten findings; empty if nothing is suspicious
   */
  public static List<Finding> scan(Definition definition, Collection<String> others) {
    List<Finding> findings = new ArrayList<>();
    texts("", definition.json(), findings, others);
    String folded = folded(definition.name());
    for (String other : others) {
      String last = other.substring(other.lastIndexOf('.') + 1);
      if (last.length() >= SHORTEST_NAME && folded(last).equals(folded) && !last.equals(definition.name())) {
        findings.add(new Finding(Finding.Kind.SHADOWING, "name", "it can be taken for '" + other + "'"));
      }
    }
    return List.copyOf(findings.subList(0, Math.min(findings.size(), MAX_FINDINGS)));
  }

  private static void texts(String place, JsonNode json, List<Finding> findings, Collection<String> others) {
    if (findings.size() >= MAX_FINDINGS) {
      return;
    }
    if (json.isTextual()) {
      text(place, json.textValue(), findings, others);
    }
    json.properties().forEach(member -> {
      text(place.isEmpty() ? "member names" : place, member.getKey(), findings, List.of());
      texts(place.isEmpty() ? member.getKey() : place + "." + member.getKey(), member.getValue(), findings, others);
    });
    if (json.isArray()) {
      json.forEach(element -> texts(place, element, findings, others));
    }
  }

  private static void text(String place, String whole, List<Finding> findings, Collection<String> others) {
    String shown = Definition.visible(place);
    int hidden = HiddenCharacters.firstIn(whole);
    if (hidden >= 0) {
      findings.add(new Finding(Finding.Kind.HIDDEN_CHARACTERS, shown, "U+" + Integer.toHexString(hidden).toUpperCase(Locale.ROOT)));
    }
    String text = whole.length() > MAX_TEXT ? whole.substring(0, MAX_TEXT) : whole;
    for (Pattern order : ORDERS) {
      Matcher matcher = order.matcher(text);
      if (matcher.find()) {
        findings.add(new Finding(Finding.Kind.INSTRUCTIONS, shown, "'" + Definition.visible(matcher.group()) + "'"));
        break;
      }
    }
    if (BLOB.matcher(text).find()) {
      findings.add(new Finding(Finding.Kind.INSTRUCTIONS, shown, "a long encoded text that nobody can read"));
    }
    if (STEERING.matcher(text).find()) {
      others.stream().filter(other -> names(text, other)).findFirst().ifPresent(other ->
          findings.add(new Finding(Finding.Kind.SHADOWING, shown, "it says how '" + other + "' is to be used")));
    }
  }

  /** Whether a text names a tool, by its whole name or by what its own server calls it if that cannot be an everyday word. */
  private static boolean names(String text, String tool) {
    String last = tool.substring(tool.lastIndexOf('.') + 1);
    boolean everyday = last.chars().allMatch(Character::isLowerCase);
    boolean telling = last.length() >= SHORTEST_NAME && !everyday;
    return (word(text, tool) && tool.contains(".")) || (telling && word(text, last));
  }

  private static boolean word(String text, String name) {
    int at = text.indexOf(name);
    while (at >= 0) {
      boolean begins = at == 0 || !isPart(text.charAt(at - 1));
      boolean ends = at + name.length() == text.length() || !isPart(text.charAt(at + name.length()));
      if (begins && ends) {
        return true;
      }
      at = text.indexOf(name, at + 1);
    }
    return false;
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  /** A name without what the eye passes over. */
  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace('0', 'o').replace('1', 'l').replace('i', 'l').replaceAll("[-_./]", "");
  }

  private static List<Pattern> patterns(String... expressions) {
    return List.of(expressions).stream()
        .map(expression -> Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.DOTALL))
        .toList();
  }
}
