package io.roundhouse.samples.invoicedesk.invoices;

import io.roundhouse.samples.invoicedesk.invoices.Draft.DraftLine;
import java.math.BigDecimal;

/** Writes a draft and its sums as UBL 2.1, elements in the order of the standard. Makes one document. */
final class UblWriter {
  private static final String UBL = "urn:oasis:names:specification:ubl:schema:xsd:";
  private static final BigDecimal NONE = BigDecimal.ZERO;

  private final XmlText xml = new XmlText();
  private final Draft draft;
  private final Sums sums;

  private UblWriter(Draft draft, Sums sums) {
    this.draft = draft;
    this.sums = sums;
  }

  static String write(Draft draft, Sums sums) {
    return new UblWriter(draft, sums).document();
  }

  private String document() {
    String root = draft.credit() ? "CreditNote" : "Invoice";
    xml.open(root, "xmlns", UBL + root + "-2", "xmlns:cac", UBL + "CommonAggregateComponents-2", "xmlns:cbc",
        UBL + "CommonBasicComponents-2");
    xml.leaf("cbc:UBLVersionID", "2.1").leaf("cbc:ID", draft.number()).leaf("cbc:IssueDate", draft.date().toString());
    if (draft.credit()) {
      xml.leaf("cbc:CreditNoteTypeCode", "381");
    } else {
      xml.leaf("cbc:DueDate", draft.date().plusDays(30).toString()).leaf("cbc:InvoiceTypeCode", "380");
    }
    draft.notes().forEach(note -> xml.leaf("cbc:Note", note));
    xml.leaf("cbc:DocumentCurrencyCode", draft.currency());
    draft.corrects().ifPresent(number -> xml.open("cac:BillingReference").open("cac:InvoiceDocumentReference")
        .leaf("cbc:ID", number).close().close());
    supplier();
    customer();
    taxes();
    totals();
    int position = 1;
    for (DraftLine line : draft.lines()) {
      line(position++, line);
    }
    return xml.close().toString();
  }

  private void supplier() {
    Supplier supplier = draft.supplier();
    party("cac:AccountingSupplierParty", supplier.name(), supplier.street(), supplier.city(), supplier.zone(), supplier.country(),
        supplier.id());
  }

  private void customer() {
    party("cac:AccountingCustomerParty", "Drehscheibe Bahndepot GmbH", "Am Lokschuppen 1", "Kassel", "34117", "DE", "DE899887766");
  }

  private void party(String role, String name, String street, String city, String zone, String country, String id) {
    xml.open(role).open("cac:Party").open("cac:PartyName").leaf("cbc:Name", name).close()
        .open("cac:PostalAddress").leaf("cbc:StreetName", street).leaf("cbc:CityName", city).leaf("cbc:PostalZone", zone)
        .open("cac:Country").leaf("cbc:IdentificationCode", country).close().close()
        .open("cac:PartyTaxScheme").leaf("cbc:CompanyID", id);
    taxScheme();
    xml.close().open("cac:PartyLegalEntity").leaf("cbc:RegistrationName", name).close().close().close();
  }

  private void taxes() {
    xml.open("cac:TaxTotal");
    amount("TaxAmount", sums.tax());
    for (Sums.Subtotal subtotal : sums.subtotals()) {
      xml.open("cac:TaxSubtotal");
      amount("TaxableAmount", subtotal.taxable());
      amount("TaxAmount", subtotal.tax());
      category("cac:TaxCategory", subtotal.category(), subtotal.percent());
      xml.close();
    }
    xml.close();
  }

  private void totals() {
    xml.open("cac:LegalMonetaryTotal");
    amount("LineExtensionAmount", sums.net());
    amount("TaxExclusiveAmount", sums.net());
    amount("TaxInclusiveAmount", sums.gross());
    amountUnlessZero("PrepaidAmount", draft.prepaid());
    amountUnlessZero("PayableRoundingAmount", sums.rounding());
    amount("PayableAmount", sums.payable());
    xml.close();
  }

  private void line(int position, DraftLine line) {
    xml.open(draft.credit() ? "cac:CreditNoteLine" : "cac:InvoiceLine").leaf("cbc:ID", Integer.toString(position))
        .leaf(draft.credit() ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity", line.quantity().toPlainString(), "unitCode", line.unit());
    amount("LineExtensionAmount", line.net(draft.decimals()));
    xml.open("cac:Item").leaf("cbc:Name", line.item());
    category("cac:ClassifiedTaxCategory", line.category(), line.percent());
    xml.close().open("cac:Price");
    amount("PriceAmount", line.price());
    xml.close().close();
  }

  private void category(String element, String category, BigDecimal percent) {
    xml.open(element).leaf("cbc:ID", category).leaf("cbc:Percent", percent.toPlainString());
    if (element.equals("cac:TaxCategory") && category.equals("AE")) {
      xml.leaf("cbc:TaxExemptionReasonCode", "VATEX-EU-AE").leaf("cbc:TaxExemptionReason", "Reverse charge");
    }
    taxScheme();
    xml.close();
  }

  private void taxScheme() {
    xml.open("cac:TaxScheme").leaf("cbc:ID", "VAT").close();
  }

  private void amountUnlessZero(String name, BigDecimal amount) {
    if (amount.compareTo(NONE) != 0) {
      amount(name, amount);
    }
  }

  private void amount(String name, BigDecimal amount) {
    xml.leaf("cbc:" + name, amount.toPlainString(), "currencyID", draft.currency());
  }
}
