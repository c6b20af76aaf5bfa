package io.roundhouse.samples.invoicedesk.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.namespace.QName;

/** An element of a parsed document with the line it starts on. Filled by {@link XmlReader}, then only read. */
final class XmlElement {
  private final QName name;
  private final int line;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  XmlElement(QName name, int line) {
    this.name = name;
    this.line = line;
  }

  QName name() {
    return name;
  }

  int line() {
    return line;
  }

  String text() {
    return text.toString().strip();
  }

  Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  List<XmlElement> children(QName child) {
    return children.stream().filter(element -> element.name.equals(child)).toList();
  }

  Optional<XmlElement> child(QName child) {
    return children.stream().filter(element -> element.name.equals(child)).findFirst();
  }

  void add(XmlElement child) {
    children.add(child);
  }

  void append(String characters) {
    text.append(characters);
  }

  void put(String attribute, String value) {
    attributes.put(attribute, value);
  }
}
