package io.roundhouse.routers.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonalDataFinderTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "my card is 4111-1111-1111-1111 | CREDIT_CARD", "pay to DE89 3704 0044 0532 0130 00 today | IBAN", "SSN 219-09-9999 | US_SSN",
      "write to ann.lee+x@mail.example.org | EMAIL", "ring +44 20 7946 0958 | PHONE", "call me at 555 0199 22 | PHONE",
      "the host 192.168.10.254 is down | IP_ADDRESS", "my passport number is C01X00T47 | ID_NUMBER",
      "he lives at 12 Old Mill Road | ADDRESS", "My name is Zoltan | NAME", "ask Barbara M. Probst | NAME"})
  void findsWhatIsThere(String text, PersonalDataKind kind) {
    assertThat(PersonalDataFinder.find(text, Set.of(kind))).containsExactly(kind);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "order 4111111111111112 | CREDIT_CARD", "DE89 3704 0044 0532 0130 01 | IBAN", "000-12-3456 | US_SSN", "a@b | EMAIL",
      "see you at 10 30 | PHONE", "version 1.2.3.4.5 | IP_ADDRESS", "0000 0000 0000 0000 | CREDIT_CARD"})
  void isNotMisledByWhatOnlyLooksLikeIt(String text, PersonalDataKind kind) {
    assertThat(PersonalDataFinder.find(text, Set.of(kind))).isEmpty();
  }

  @Test
  void checksDigitsThatWerePublishedAsExamples() {
    assertThat(PersonalDataFinder.passesLuhn("79927398713000")).isFalse();
    assertThat(PersonalDataFinder.passesLuhn("5500005555555559")).isTrue();
    assertThat(PersonalDataFinder.passesMod97("GB82 WEST 1234 5698 7654 32")).isTrue();
  }

  @Test
  void takesBoundedTimeWhateverTheText() {
    Random random = new Random(3);
    StringBuilder noise = new StringBuilder();
    String alphabet = "0123456789 -.@+()xABab,:/'";
    for (int i = 0; i < Signal.LOOKED_AT; i++) {
      noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    List<String> nasty = List.of(noise.toString(), fill("1"), fill("1 "), fill("1-"), fill("a@"),
        fill("a.a@a."), fill("A1"), fill("+1 ("), fill("aA"),
        fill("phone "), fill("passport "), fill("12 Aa "), fill("Aa Aa. "), fill("1:"), fill("25."), fill("x"), fill("James "),
        fill("ignore previous "), fill("DE89 "), fill(" "));
    Guard guard = Guard.of(
        java.util.Map.of("any", new Signal.PersonalData(EnumSet.allOf(PersonalDataKind.class)), "attack", new Signal.Jailbreak(0.5),
            "tongue", new Signal.Language(Set.of("en")), "words", new Signal.Keywords(List.of("aaaa", "1 1 1 1 2"))),
        List.of(new Rule("a", 1, new Condition.Is("any"), new Rule.Action.Tag("a")), new Rule("b", 1, new Condition.Is("attack"),
            new Rule.Action.Tag("b")), new Rule("c", 1, new Condition.Any(List.of(new Condition.Is("tongue"), new Condition.Is("words"))),
            new Rule.Action.Tag("c"))), Senses.ofWording());

    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> nasty.forEach(text -> guard.check(GuardInput.of(text))));
  }

  private static String fill(String part) {
    return part.repeat(200_000 / part.length());
  }
}
