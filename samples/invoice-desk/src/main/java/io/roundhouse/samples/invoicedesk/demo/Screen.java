package io.roundhouse.samples.invoicedesk.demo;

import java.io.PrintWriter;

/**
 * What the person sees: lines that stay, and below them one that changes, if this is a terminal; on a pipe only lines that stay.
 * Thread-safe.
 */
final class Screen {
  private static final String ERASE = "\r\u001b[2K";

  private final PrintWriter out;
  private final boolean live;
  private String changing = "";

  Screen(PrintWriter out, boolean live) {
    this.out = out;
    this.live = live;
  }

  boolean isLive() {
    return live;
  }

  /** Prints a line for good. */
  synchronized void line(String text) {
    out.println(live && !changing.isEmpty() ? ERASE + text : text);
    if (live) {
      out.print(changing);
    }
    out.flush();
  }

  /** Replaces the changing line; does nothing on a pipe. */
  synchronized void change(String text) {
    if (live && !text.equals(changing)) {
      out.print(ERASE + text);
      out.flush();
      changing = text;
    }
  }
}
