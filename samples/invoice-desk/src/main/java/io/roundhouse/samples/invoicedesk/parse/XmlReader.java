package io.roundhouse.samples.invoicedesk.parse;

import io.roundhouse.runtime.ToolException;
import io.roundhouse.toolgraph.FailureClass;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import javax.xml.namespace.QName;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Turns text into a tree of elements and nothing else: no DOCTYPE, no entities, no inclusion, at most {@value #MAX_DEPTH}
 * levels. Stateless.
 */
final class XmlReader {
  static final int MAX_DEPTH = 32;

  private XmlReader() {}

  /** Reads {@code xml}; {@code file} is only used to say where something is wrong. */
  static XmlElement read(String file, String xml) {
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(xml));
      String declared = reader.getCharacterEncodingScheme();
      if (declared != null && !declared.toUpperCase(Locale.ROOT).equals("UTF-8")) {
        throw ToolException.badInput("%s: the XML declaration says encoding '%s'; expected 'UTF-8'".formatted(file, declared));
      }
      return tree(file, reader);
    } catch (XMLStreamException malformed) {
      Location place = malformed.getLocation();
      throw new ToolException(FailureClass.BAD_INPUT, "%s: not well-formed XML at line %d, column %d; expected a complete UBL 2.1 document"
          .formatted(file, place.getLineNumber(), place.getColumnNumber()), malformed);
    }
  }

  private static XmlElement tree(String file, XMLStreamReader reader) throws XMLStreamException {
    XmlElement document = new XmlElement(new QName("document"), 0);
    Deque<XmlElement> open = new ArrayDeque<>();
    open.push(document);
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() > MAX_DEPTH) {
            throw ToolException.badInput("%s: line %d is nested deeper than %d levels; a UBL document needs fewer".formatted(file,
                reader.getLocation().getLineNumber(), MAX_DEPTH));
          }
          XmlElement element = element(reader);
          open.element().add(element);
          open.push(element);
        }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> open.element().append(reader.getText());
        case XMLStreamConstants.DTD -> throw ToolException.badInput(
            "%s: line %d has a DOCTYPE, which could pull in other files; expected a document without one".formatted(file,
                reader.getLocation().getLineNumber()));
        default -> { }
      }
    }
    return document;
  }

  private static XmlElement element(XMLStreamReader reader) {
    XmlElement element = new XmlElement(reader.getName(), reader.getLocation().getLineNumber());
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      element.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return element;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
