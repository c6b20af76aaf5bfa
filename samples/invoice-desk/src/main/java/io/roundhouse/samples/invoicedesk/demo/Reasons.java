package io.roundhouse.samples.invoicedesk.demo;

/** Reasons of rejections in one line. Stateless. */
final class Reasons {
  private Reasons() {}

  /** Says the name of the file once, not twice as it is stored. */
  static String of(String file, String reason) {
    return file + "  " + reason.replace(file + ": ", "");
  }
}
