package io.roundhouse.samples.invoicedesk.parse;

import static io.roundhouse.samples.invoicedesk.SampleInvoices.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundhouse.runtime.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvoiceParserTest {
  @TempDir
  private Path folder;
  private String xml;

  @BeforeEach
  void takeTheSample() throws IOException {
    try (var in = InvoiceParserTest.class.getResourceAsStream("sample-invoice.xml")) {
      xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void readsAnInvoiceAsItStands() {
    Invoice invoice = parse(xml);

    assertThat(invoice).isEqualTo(new Invoice("a.xml", Invoice.Kind.INVOICE, "SE556677889901", "Östersund Rälsservice AB", "F-77",
        "2026-08-31", "SEK",
        List.of(new Invoice.Line("1", "Räls & växel", amount("1.5"), amount("100.10"), amount("150.15"), "S", amount("25"))),
        List.of(new Invoice.TaxSubtotal("S", amount("25"), amount("145.15"), amount("36.29"))),
        new Invoice.Totals(amount("150.15"), amount("5.00"), amount("0"), amount("145.15"), amount("36.29"), amount("181.44"),
            amount("80.00"), amount("0.56"), amount("102.00"))));
    assertThat(invoice.key()).isEqualTo("SE556677889901/F-77");
  }

  @Test
  void readsACreditNote() {
    String credit = xml.replace("u:Invoice", "u:CreditNote").replace("xsd:Invoice-2", "xsd:CreditNote-2")
        .replace("InvoiceLine", "CreditNoteLine").replace("InvoicedQuantity", "CreditedQuantity");

    assertThat(parse(credit).kind()).isEqualTo(Invoice.Kind.CREDIT_NOTE);
    assertThat(parse(credit).lines()).isEqualTo(parse(xml).lines());
  }

  @Test
  void toleratesAByteOrderMark() {
    assertThat(parse("\uFEFF" + xml)).isEqualTo(parse(xml));
  }

  @Test
  void refusesADocumentOfAnotherNamespace() {
    assertRefused(xml.replace("xsd:Invoice-2", "xsd:Invoice-1"), "a.xml: the root element is not a UBL 2 Invoice or CreditNote");
  }

  @Test
  void refusesADoctypeWithoutOpeningWhatItNames() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
    String doctype = "<!DOCTYPE x [<!ENTITY e SYSTEM \"%s\">]>\n".formatted(secret.toUri());

    assertRefused(doctype + xml.replace("F-77", "&e;"),
        "a.xml: line 1 has a DOCTYPE, which could pull in other files; expected a document without one");
  }

  @Test
  void refusesAnExponentialEntityBeforeItIsExpanded() {
    String bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>\n";

    assertRefused(bomb + xml.replace("F-77", "&b;"),
        "a.xml: line 1 has a DOCTYPE, which could pull in other files; expected a document without one");
  }

  @Test
  void refusesDeepNestingWithTheLine() {
    assertRefused("<a>\n".repeat(40) + "</a>".repeat(40), "a.xml: line 33 is nested deeper than 32 levels; a UBL document needs fewer");
  }

  @Test
  void refusesAnotherDeclaredEncoding() {
    assertRefused("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + xml,
        "a.xml: the XML declaration says encoding 'ISO-8859-1'; expected 'UTF-8'");
  }

  @Test
  void refusesBytesThatAreNotUtf8AndSaysWhere() throws IOException {
    Files.write(folder.resolve("a.xml"), "<a>\nB\u00e9</a>".getBytes(StandardCharsets.ISO_8859_1));

    assertRefused("a.xml: byte 0xE9 at offset 5 (line 2) is not valid UTF-8; expected a file encoded in UTF-8");
  }

  @Test
  void refusesAFileThatEndsInTheMiddleOfACharacter() throws IOException {
    Files.write(folder.resolve("a.xml"), new byte[] {'<', 'a', '>', (byte) 0xC3});

    assertRefused("a.xml: byte 0xC3 at offset 3 (line 1) is not valid UTF-8; expected a file encoded in UTF-8");
  }

  @Test
  void refusesAnOversizedFile() {
    assertRefused(xml + " ".repeat(InvoiceParser.MAX_BYTES), "a.xml: the file has %,d bytes; expected at most 1,048,576".formatted(
        xml.getBytes(StandardCharsets.UTF_8).length + InvoiceParser.MAX_BYTES));
  }

  @Test
  void refusesATruncatedFile() {
    assertRefused("<a>\n<b>", "a.xml: not well-formed XML at line 2, column 4; expected a complete UBL 2.1 document");
  }

  @Test
  void saysWhichMandatoryElementIsMissing() {
    assertRefused(xml.replace("<b:ID>F-77</b:ID>", ""), "a.xml: Invoice (line 1) has no cbc:ID, which is mandatory");
    assertRefused(xml.replace("<b:ID>F-77</b:ID>", "<b:ID> </b:ID>"), "a.xml: Invoice (line 1) has no cbc:ID, which is mandatory");
    assertRefused(xml.replace("a:LegalMonetaryTotal", "a:Total"),
        "a.xml: Invoice (line 1) has no cac:LegalMonetaryTotal, which is mandatory");
    assertRefused(xml.replace("a:InvoiceLine", "a:Line"), "a.xml: Invoice (line 1) has no cac:InvoiceLine, which is mandatory");
  }

  @Test
  void saysWhatIsWrongWithAValueAndWhatWasExpected() {
    assertRefused(xml.replace("2026-08-31", "31.8.2026"),
        "a.xml: cbc:IssueDate in Invoice (line 1) is '31.8.2026'; expected an ISO date such as 2026-09-30");
    assertRefused(xml.replace(">SEK<", ">kr<"),
        "a.xml: cbc:DocumentCurrencyCode in Invoice (line 1) is 'kr'; expected three capital letters such as EUR");
    assertRefused(xml.replace(">102.00<", ">1e999<"),
        "a.xml: cbc:PayableAmount in LegalMonetaryTotal (line 20) is '1e999'; expected a decimal number such as 119.00");
    assertRefused(xml.replace("\"SEK\">102.00", "\"EUR\">102.00"), "a.xml: cbc:PayableAmount in LegalMonetaryTotal (line 20) is "
        + "'currencyID EUR'; expected currencyID SEK, the currency of the document");
  }

  @Test
  void refusesPathsAndUnknownFiles() {
    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> parser().parse("../secret.xml")).withMessage(
        "'../secret.xml' is not the plain name of a file in the inbox; expected something like 'invoice-001.xml'");
    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> parser().parse("b.xml"))
        .withMessage("b.xml: there is no such file in the inbox");
  }

  private InvoiceParser parser() {
    return new InvoiceParser(folder);
  }

  private Invoice parse(String text) {
    try {
      Files.writeString(folder.resolve("a.xml"), text);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
    return parser().parse("a.xml");
  }

  private void assertRefused(String text, String message) {
    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> parse(text)).withMessage(message);
  }

  private void assertRefused(String message) {
    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> parser().parse("a.xml")).withMessage(message);
  }
}
