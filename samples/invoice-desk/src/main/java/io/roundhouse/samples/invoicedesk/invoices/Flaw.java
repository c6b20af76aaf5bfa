package io.roundhouse.samples.invoicedesk.invoices;

/** A way in which a generated file is broken on purpose. */
public enum Flaw {
  /** The sum at the foot is not the sum of the lines. */
  WRONG_LINE_SUM,
  /** The tax total is not the sum of the taxes per rate. */
  WRONG_TAX_TOTAL,
  /** Well-formed and adding up, but in a currency that does not exist. */
  UNKNOWN_CURRENCY,
  /** The file ends in the middle of an element. */
  TRUNCATED,
  /** Another invoice of the same supplier, earlier in the folder, has the same number. */
  DUPLICATE_NUMBER,
  /** Says it is UTF-8 and holds ISO-8859-1 bytes. */
  WRONG_ENCODING,
  /** Larger than any invoice has a reason to be: about 1.1 MB. */
  OVERSIZED,
  /** Has a DOCTYPE that tries to pull a file of the reader's machine into the invoice. */
  DOCTYPE,
  /** Lacks an element every invoice must have: the issue date. */
  MISSING_ELEMENT
}
