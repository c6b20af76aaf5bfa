package io.roundhouse.routers.guard;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds personal data by its form, and by its check digits where it has some. Every pattern takes time linear in the text: repetitions
 * are bounded, and none can be divided among two neighbours in more than one way.
 */
final class PersonalDataFinder {

  private static final String CAPITALISED = "\\p{Lu}[\\p{L}'’]{1,24}";
  private static final String STREET = "(?i:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|way|square|place|pl|"
      + "terrace|straße|strasse|str|gasse|weg|platz|rue|via|calle|ulica|ul)";
  private static final String FIRST_NAME = "(?:" + String.join("|", FirstNames.ALL) + ")";

  private static final Map<PersonalDataKind, Pattern> PATTERNS = new EnumMap<>(Map.of(
      PersonalDataKind.CREDIT_CARD, Pattern.compile("(?<![\\dA-Za-z])\\d(?:[ -]?\\d){12,18}(?!\\d)"),
      PersonalDataKind.IBAN, Pattern.compile("(?<![A-Za-z0-9])[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])"),
      PersonalDataKind.US_SSN, Pattern.compile("(?<![\\d-])(?!000|666|9\\d\\d)\\d{3}([- .])(?!00)\\d{2}\\1(?!0000)\\d{4}(?![\\d-])"),
      PersonalDataKind.EMAIL, Pattern.compile("(?<![\\w.+-])[\\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,6}"),
      PersonalDataKind.PHONE, Pattern.compile(
          "(?<![\\w+])(?:\\+\\d{1,3}|00\\d{1,3}|\\(\\d{2,5}\\)|\\d{3,5}(?=[ .-]\\d{3}))"
          + "(?:[ .()/-]{1,2}\\d{1,5}){1,6}(?:\\s?x\\d{1,5})?(?!\\w)"
          + "|(?i:phone|call|mobile|cell|fax|tel|number is)[^\\d\\n]{0,20}\\+?\\d{2,5}(?:[ .()/-]{0,2}\\d{2,5}){1,5}(?!\\w)"),
      PersonalDataKind.IP_ADDRESS, Pattern.compile(
          "(?<![\\d.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![\\d.])"
          + "|(?<![\\w:])(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}(?![\\w:])"),
      PersonalDataKind.ID_NUMBER, Pattern.compile(
          "(?i:passport|licen[cs]e|\\bssn\\b|social security|national id|tax id|identity card|bank account|account number|iban|swift)"
          + "[^\\d\\n]{0,30}[A-Z]{0,3}\\d[\\dA-Z-]{4,19}"),
      PersonalDataKind.ADDRESS, Pattern.compile(
          "(?i:p\\.?o\\.? ?box|psc \\d{1,5}|unit \\d{1,5} box|apt\\.? \\d|suite \\d)|\\b[ADF]PO A[AEP] \\d{5}"
          + "|\\b\\d{1,6} (?:" + CAPITALISED + "[ .]{1,2}){1,3}" + STREET + "\\b"
          + "|\\b\\d{2,6} (?:" + STREET + "\\.? )?" + CAPITALISED + "(?: " + CAPITALISED + ")? \\d{1,4}\\b"
          + "|\\b(?i:ul\\.|rue|via|calle) " + CAPITALISED + " \\d{1,4}"),
      PersonalDataKind.NAME, Pattern.compile(
          "\\b(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau)\\.? " + CAPITALISED
          + "|\\b" + CAPITALISED + " \\p{Lu}\\.? " + CAPITALISED
          + "|\\b(?i:my name is|my name's|i am called|signed,?) " + CAPITALISED
          + "|\\b" + FIRST_NAME + "\\b(?: " + CAPITALISED + ")?")));

  private static final Map<PersonalDataKind, Predicate<String>> CHECKS = new EnumMap<>(Map.of(
      PersonalDataKind.CREDIT_CARD, PersonalDataFinder::passesLuhn,
      PersonalDataKind.IBAN, PersonalDataFinder::passesMod97,
      PersonalDataKind.PHONE, text -> digits(text).length() >= 7 && digits(text).length() <= 20));

  private PersonalDataFinder() {}

  /** The kinds that occur, among those that are looked for. */
  static Set<PersonalDataKind> find(String text, Set<PersonalDataKind> kinds) {
    Set<PersonalDataKind> found = EnumSet.noneOf(PersonalDataKind.class);
    PATTERNS.forEach((kind, pattern) -> {
      if (kinds.contains(kind) && occurs(text, pattern, CHECKS.getOrDefault(kind, match -> true))) {
        found.add(kind);
      }
    });
    return found;
  }

  private static boolean occurs(String text, Pattern pattern, Predicate<String> check) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      if (check.test(matcher.group())) {
        return true;
      }
    }
    return false;
  }

  private static String digits(String text) {
    StringBuilder digits = new StringBuilder();
    text.chars().filter(each -> each >= '0' && each <= '9').forEach(each -> digits.append((char) each));
    return digits.toString();
  }

  /** ISO/IEC 7812: doubled every second digit from the right, the sum of digits is a multiple of ten. */
  static boolean passesLuhn(String text) {
    String digits = digits(text);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int counted = i % 2 == 0 ? digit : 2 * digit;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return digits.length() >= 13 && digits.length() <= 19 && sum % 10 == 0 && digits.chars().distinct().count() > 1;
  }

  /** ISO 13616: the first four characters to the end, letters as numbers, the remainder by 97 is 1. */
  static boolean passesMod97(String text) {
    String plain = text.replace(" ", "").toUpperCase(Locale.ROOT);
    StringBuilder number = new StringBuilder();
    (plain.substring(4) + plain.substring(0, 4)).chars().forEach(each -> number.append(Character.digit(each, 36)));
    return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }
}
