package io.roundhouse.samples.invoicedesk.invoices;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;

/** Writes drafts as files, with or without a flaw. Stateless. */
final class FlawedFile {
  private static final int NOTES_OF_AN_OVERSIZED_FILE = 9_000;
  private static final String XML_DECLARATION_END = "?>\n";

  private FlawedFile() {}

  static InvoiceFile sound(String name, Draft draft) {
    return file(name, xml(draft), Optional.empty());
  }

  /** The draft of a duplicate must bear the number of the earlier one already. */
  static InvoiceFile flawed(String name, Draft draft, Flaw flaw) {
    String xml = switch (flaw) {
      case WRONG_LINE_SUM -> UblWriter.write(draft, withWrongNet(Sums.of(draft)));
      case WRONG_TAX_TOTAL -> UblWriter.write(draft, withWrongTax(Sums.of(draft)));
      case UNKNOWN_CURRENCY -> xml(draft.withCurrency("XQZ"));
      case TRUNCATED -> firstPartOf(xml(draft));
      case OVERSIZED -> xml(draft.withNotes(Collections.nCopies(NOTES_OF_AN_OVERSIZED_FILE,
          "Delivered in good order; the terms of delivery are those of the frame contract in its current version.")));
      case DOCTYPE -> withDoctype(xml(draft));
      case MISSING_ELEMENT -> xml(draft).replaceFirst(" *<cbc:IssueDate>.*\n", "");
      case DUPLICATE_NUMBER, WRONG_ENCODING -> xml(draft);
    };
    return file(name, xml, Optional.of(flaw));
  }

  private static InvoiceFile file(String name, String xml, Optional<Flaw> flaw) {
    boolean latin = flaw.filter(Flaw.WRONG_ENCODING::equals).isPresent();
    return new InvoiceFile(name, xml, latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8, flaw);
  }

  private static String xml(Draft draft) {
    return UblWriter.write(draft, Sums.of(draft));
  }

  private static Sums withWrongNet(Sums sums) {
    return sums.withNet(sums.net().add(BigDecimal.TEN));
  }

  private static Sums withWrongTax(Sums sums) {
    return sums.withTax(sums.tax().add(BigDecimal.ONE));
  }

  private static String firstPartOf(String xml) {
    return xml.substring(0, xml.length() * 3 / 5);
  }

  private static String withDoctype(String xml) {
    String doctype = "<!DOCTYPE Invoice [<!ENTITY secret SYSTEM \"file:///etc/hostname\">]>\n";
    return xml.replace(XML_DECLARATION_END, XML_DECLARATION_END + doctype)
        .replace("  <cbc:DocumentCurrencyCode>", "  <cbc:Note>&secret;</cbc:Note>\n  <cbc:DocumentCurrencyCode>");
  }
}
