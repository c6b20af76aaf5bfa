package io.roundhouse.samples.invoicedesk.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvoiceSetTest {
  private final InvoiceSet set = InvoiceSet.of(InvoiceSet.DEFAULT_SEED);

  @TempDir
  private Path folder;

  @Test
  void theSameSeedGivesTheSameFilesAndAnotherSeedGivesOthers() {
    assertThat(InvoiceSet.of(InvoiceSet.DEFAULT_SEED)).isEqualTo(set);
    assertThat(InvoiceSet.of(1)).isNotEqualTo(set);
  }

  @Test
  void hasEveryFlawOnce() {
    assertThat(set.files()).hasSize(66);
    assertThat(set.flaws().values()).containsExactlyInAnyOrder(Flaw.values());
  }

  @Test
  void variesDocumentsCurrenciesAndTaxes() {
    String all = sound().map(InvoiceFile::xml).collect(Collectors.joining());

    assertThat(sound().filter(file -> file.xml().contains("<CreditNote "))).hasSizeGreaterThanOrEqualTo(5);
    assertThat(found("DocumentCurrencyCode>([A-Z]{3})<", all))
        .containsExactlyInAnyOrder("CHF", "CZK", "DKK", "EUR", "GBP", "JPY", "PLN", "SEK", "USD");
    assertThat(found("<cbc:ID>(S|Z|AE)</cbc:ID>", all)).containsExactlyInAnyOrder("S", "Z", "AE");
    assertThat(found("<cbc:Percent>([0-9.]+)<", all)).hasSizeGreaterThan(10);
    assertThat(all).contains("PrepaidAmount", "PayableRoundingAmount");
    assertThat(sound().filter(file -> file.xml().split("<cac:TaxSubtotal>").length > 2)).hasSizeGreaterThan(10);
  }

  @Test
  void yenHaveNoDecimals() {
    String yen = sound().map(InvoiceFile::xml).filter(xml -> xml.contains(">JPY<")).collect(Collectors.joining());

    assertThat(found("currencyID=\"JPY\">([^<]+)<", yen)).isNotEmpty().allMatch(amount -> amount.matches("[0-9]+"));
  }

  @Test
  void theNamesDoNotTellWhichFilesAreBroken() {
    assertThat(set.files()).extracting(InvoiceFile::name).allMatch(name -> name.matches("invoice-\\d{3}\\.xml")).isSorted();
  }

  @Test
  void theOversizedFileIsAboutElevenHundredKilobytes() {
    InvoiceFile oversized = set.files().stream().filter(file -> file.flaw().filter(Flaw.OVERSIZED::equals).isPresent())
        .findFirst().orElseThrow();

    assertThat(oversized.bytes().length).isBetween(1_060_000, 1_250_000);
  }

  @Test
  void writesAllFilesAndLeavesThoseAloneThatAreThere() throws IOException {
    set.writeTo(folder);
    Path kept = folder.resolve("invoice-001.xml");
    Path damaged = folder.resolve("invoice-002.xml");
    FileTime longAgo = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(kept, longAgo);
    Files.writeString(damaged, "damaged");

    set.writeTo(folder);

    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(longAgo);
    for (InvoiceFile file : set.files()) {
      assertThat(Files.readAllBytes(folder.resolve(file.name()))).isEqualTo(file.bytes());
    }
    assertThat(Arrays.asList(folder.toFile().list())).hasSize(InvoiceSet.SIZE);
  }

  private Stream<InvoiceFile> sound() {
    return set.files().stream().filter(file -> file.flaw().isEmpty());
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map((MatchResult match) -> match.group(1)).distinct().toList();
  }
}
