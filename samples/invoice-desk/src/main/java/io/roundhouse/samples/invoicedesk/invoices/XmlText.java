package io.roundhouse.samples.invoicedesk.invoices;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes indented XML; text and attribute values are escaped. Not thread-safe. */
final class XmlText {
  private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private final Deque<String> open = new ArrayDeque<>();

  XmlText open(String name, String... attributes) {
    indent().append('<').append(name);
    attributes(attributes);
    text.append(">\n");
    open.push(name);
    return this;
  }

  XmlText close() {
    String name = open.pop();
    indent().append("</").append(name).append(">\n");
    return this;
  }

  XmlText leaf(String name, String value, String... attributes) {
    indent().append('<').append(name);
    attributes(attributes);
    text.append('>').append(escaped(value)).append("</").append(name).append(">\n");
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void attributes(String... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"").append(escaped(attributes[i + 1])).append('"');
    }
  }

  private StringBuilder indent() {
    return text.append("  ".repeat(open.size()));
  }

  private static String escaped(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
