package io.roundhouse.routers.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @Test
  void keepsWhatTheTextIsAbout() {
    assertThat(Words.of("Where's the status of my INVOICES, please?")).containsExactly("status", "invoice");
  }

  @Test
  void splitsNamesAtTheirPunctuation() {
    assertThat(Words.of("post_invoice get-rate ledger.post")).containsExactly("post", "invoice", "rate", "ledger", "post");
  }

  @Test
  void readsWideAndComposedLettersAlike() {
    assertThat(Words.of("ＩＮＶＯＩＣＥ cafe\u0301")).isEqualTo(Words.of("invoice caf\u00e9"));
  }

  @Test
  void cutsTextWithoutSpacesIntoPairs() {
    assertThat(Words.of("请查数据库 ok")).containsExactly("请查", "查数", "数据", "据库", "ok");
    assertThat(Words.of("猫")).containsExactly("猫");
  }

  @Test
  void findsNoWordsWhereThereAreNone() {
    assertThat(Words.of("")).isEmpty();
    assertThat(Words.of(" ?! 🙂 … the of")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "invoice,invoices", "query,queries", "movie,movies", "box,boxes", "axe,axes", "match,matches", "cache,caches", "address,addresses",
    "status,statuses", "bus,buses", "house,houses", "course,courses", "size,sizes", "hero,heroes", "shoe,shoes", "tie,ties", "key,keys",
    "tax,taxes", "expense,expenses", "analysis,analysis"
  })
  void bringsSingularAndPluralTogether(String singular, String plural) {
    assertThat(Words.of(plural)).isEqualTo(Words.of(singular));
  }

  @ParameterizedTest
  @CsvSource({"gas,ga", "class,clas", "news,new order", "bus,bu"})
  void leavesWordsApartThatOnlyLookAlike(String one, String other) {
    assertThat(Words.of(one)).isNotEqualTo(Words.of(other));
  }
}
