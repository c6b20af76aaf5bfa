package io.roundhouse.samples.invoicedesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roundhouse.runtime.ToolException;
import io.roundhouse.samples.invoicedesk.booking.Bookkeeper;
import io.roundhouse.samples.invoicedesk.invoices.Flaw;
import io.roundhouse.samples.invoicedesk.invoices.InvoiceFile;
import io.roundhouse.samples.invoicedesk.invoices.InvoiceSet;
import io.roundhouse.samples.invoicedesk.ledger.LedgerEntry;
import io.roundhouse.samples.invoicedesk.parse.Invoice;
import io.roundhouse.samples.invoicedesk.parse.InvoiceParser;
import io.roundhouse.samples.invoicedesk.rates.MarketRates;
import io.roundhouse.samples.invoicedesk.rates.ReferenceRates;
import io.roundhouse.samples.invoicedesk.register.InvoiceRegister;
import io.roundhouse.samples.invoicedesk.validate.TotalsValidator;
import io.roundhouse.toolgraph.FailureClass;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole generated folder, through every step that can refuse an invoice. */
class BrokenInvoicesTest {
  private static final Map<Flaw, String> REASONS = Map.of(
      Flaw.WRONG_LINE_SUM, "the sum of lines is .*, but what the lines add up to is .*",
      Flaw.WRONG_TAX_TOTAL, ".* the tax total is .*, but the sum of the taxes per rate is .*",
      Flaw.UNKNOWN_CURRENCY, "unknown currency 'XQZ': the (market|reference) rates have EUR, USD, .*",
      Flaw.TRUNCATED, "not well-formed XML at line \\d+, column \\d+; expected .*",
      Flaw.DUPLICATE_NUMBER, "number RDE-0013 of supplier DE811234567 was claimed by invoice-013.xml before; .*",
      Flaw.WRONG_ENCODING, "byte 0x[89A-F][0-9A-F] at offset \\d+ \\(line \\d+\\) is not valid UTF-8; .*",
      Flaw.OVERSIZED, "the file has 1,\\d+,\\d+ bytes; expected at most 1,048,576",
      Flaw.DOCTYPE, "line 2 has a DOCTYPE, .*",
      Flaw.MISSING_ELEMENT, "Invoice \\(line 2\\) has no cbc:IssueDate, which is mandatory");

  @TempDir
  private Path folder;

  @Test
  void everyBrokenFileIsRefusedForItsReasonAndEveryOtherIsBooked() {
    InvoiceSet set = InvoiceSet.of(InvoiceSet.DEFAULT_SEED);
    set.writeTo(folder.resolve("inbox"));
    Map<String, String> refusals = new TreeMap<>();
    Map<String, LedgerEntry> entries = new TreeMap<>();

    try (InvoiceRegister register = new InvoiceRegister(folder.resolve("register.db"))) {
      Desk desk = new Desk(register);
      for (InvoiceFile file : set.files()) {
        ToolException refusal = catchThrowableOfType(ToolException.class, () -> entries.put(file.name(), desk.book(file.name())));
        if (refusal != null) {
          assertThat(refusal.failureClass()).isEqualTo(FailureClass.BAD_INPUT);
          refusals.put(file.name(), refusal.getMessage());
        }
      }
    }

    assertThat(refusals.keySet()).isEqualTo(set.flaws().keySet());
    set.flaws().forEach((file, flaw) -> assertThat(refusals.get(file)).as("%s, %s", file, flaw).matches("(?s).*" + REASONS.get(flaw)));
    assertThat(entries).hasSize(InvoiceSet.SIZE - set.flaws().size());
    assertThat(entries.values().stream().map(LedgerEntry::key)).doesNotHaveDuplicates();
  }

  /** The steps in the order of the desk. */
  private final class Desk {
    private final InvoiceParser parser = new InvoiceParser(folder.resolve("inbox"));
    private final InvoiceRegister register;

    Desk(InvoiceRegister register) {
      this.register = register;
    }

    LedgerEntry book(String file) {
      Invoice invoice = parser.parse(file);
      new TotalsValidator().validate(invoice);
      register.claim(invoice.supplierId(), invoice.number(), file);
      new ReferenceRates().rate(invoice.currency(), "EUR", invoice.issueDate());
      return new Bookkeeper().book(invoice, new MarketRates().rate(invoice.currency(), "EUR", invoice.issueDate()));
    }
  }
}
