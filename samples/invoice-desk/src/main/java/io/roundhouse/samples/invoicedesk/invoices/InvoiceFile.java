package io.roundhouse.samples.invoicedesk.invoices;

import java.nio.charset.Charset;
import java.util.Optional;

/** A generated file: its name, its text, the encoding it is really written in, and what is broken about it, if anything. */
public record InvoiceFile(String name, String xml, Charset encoding, Optional<Flaw> flaw) {

  /** Returns the bytes of the file; characters the encoding lacks become question marks. */
  public byte[] bytes() {
    return xml.getBytes(encoding);
  }
}
