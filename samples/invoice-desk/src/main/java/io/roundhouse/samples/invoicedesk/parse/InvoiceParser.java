package io.roundhouse.samples.invoicedesk.parse;

import static io.roundhouse.samples.invoicedesk.parse.UblFields.cac;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.tools.ToolEffect;
import io.roundhouse.samples.invoicedesk.files.Inbox;
import io.roundhouse.toolgraph.Effect;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import javax.xml.namespace.QName;

/** Reads UBL 2.1 invoices and credit notes from the inbox. Immutable; safe to share. */
public final class InvoiceParser {
  /** The largest file that is read at all, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final QName INVOICE = new QName("urn:oasis:names:specification:ubl:schema:xsd:Invoice-2", "Invoice");
  private static final QName CREDIT_NOTE = new QName("urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2", "CreditNote");

  private final Inbox inbox;

  /** Reads from the folder {@code inbox}. */
  public InvoiceParser(Path inbox) {
    this.inbox = new Inbox(inbox);
  }

  /**
   * Returns what the file states.
   *
   * @throws ToolException as bad input if the file is not a readable UBL 2.1 invoice or credit note; the message says where and why
   */
  @Tool(name = "parse", value = "Reads a UBL 2.1 invoice or credit note from the inbox.")
  @ToolEffect(Effect.PURE)
  public Invoice parse(@P("name of the file in the inbox, such as invoice-001.xml") String file) {
    String text = InvoiceText.read(file, inbox.resolve(file), MAX_BYTES);
    XmlElement document = XmlReader.read(file, text);
    return document.child(INVOICE).map(root -> invoice(file, root, Invoice.Kind.INVOICE))
        .or(() -> document.child(CREDIT_NOTE).map(root -> invoice(file, root, Invoice.Kind.CREDIT_NOTE)))
        .orElseThrow(() -> ToolException.badInput("%s: the root element is not a UBL 2 Invoice or CreditNote".formatted(file)));
  }

  private static Invoice invoice(String file, XmlElement root, Invoice.Kind kind) {
    UblFields fields = new UblFields(file);
    String number = fields.text(root, "ID");
    String issueDate = fields.date(root, "IssueDate");
    String currency = fields.currency(root, "DocumentCurrencyCode");
    XmlElement supplier = fields.part(root, "AccountingSupplierParty", "Party");
    XmlElement taxTotal = fields.part(root, "TaxTotal");
    return new Invoice(file, kind,
        fields.text(fields.part(supplier, "PartyTaxScheme"), "CompanyID"),
        fields.text(fields.part(supplier, "PartyName"), "Name"),
        number, issueDate, currency,
        lines(fields, root, kind, currency),
        taxTotal.children(cac("TaxSubtotal")).stream().map(subtotal -> subtotal(fields, subtotal, currency)).toList(),
        totals(fields, root, fields.amount(taxTotal, "TaxAmount", currency), currency));
  }

  private static List<Invoice.Line> lines(UblFields fields, XmlElement root, Invoice.Kind kind, String currency) {
    boolean credit = kind == Invoice.Kind.CREDIT_NOTE;
    String name = credit ? "CreditNoteLine" : "InvoiceLine";
    List<XmlElement> lines = root.children(cac(name));
    if (lines.isEmpty()) {
      throw fields.missing(root, "cac:" + name);
    }
    return lines.stream().map(line -> {
      XmlElement item = fields.part(line, "Item");
      XmlElement category = fields.part(item, "ClassifiedTaxCategory");
      return new Invoice.Line(fields.text(line, "ID"), fields.text(item, "Name"),
          fields.decimal(line, credit ? "CreditedQuantity" : "InvoicedQuantity"),
          fields.amount(fields.part(line, "Price"), "PriceAmount", currency),
          fields.amount(line, "LineExtensionAmount", currency),
          fields.text(category, "ID"), fields.decimal(category, "Percent"));
    }).toList();
  }

  private static Invoice.TaxSubtotal subtotal(UblFields fields, XmlElement subtotal, String currency) {
    XmlElement category = fields.part(subtotal, "TaxCategory");
    return new Invoice.TaxSubtotal(fields.text(category, "ID"), fields.decimal(category, "Percent"),
        fields.amount(subtotal, "TaxableAmount", currency), fields.amount(subtotal, "TaxAmount", currency));
  }

  private static Invoice.Totals totals(UblFields fields, XmlElement root, BigDecimal tax, String currency) {
    XmlElement total = fields.part(root, "LegalMonetaryTotal");
    return new Invoice.Totals(
        fields.amount(total, "LineExtensionAmount", currency),
        fields.optionalAmount(total, "AllowanceTotalAmount", currency).orElse(BigDecimal.ZERO),
        fields.optionalAmount(total, "ChargeTotalAmount", currency).orElse(BigDecimal.ZERO),
        fields.amount(total, "TaxExclusiveAmount", currency),
        tax,
        fields.amount(total, "TaxInclusiveAmount", currency),
        fields.optionalAmount(total, "PrepaidAmount", currency).orElse(BigDecimal.ZERO),
        fields.optionalAmount(total, "PayableRoundingAmount", currency).orElse(BigDecimal.ZERO),
        fields.amount(total, "PayableAmount", currency));
  }
}
