package io.roundhouse.samples.invoicedesk.parse;

import io.roundhouse.runtime.ToolException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;

/** Takes typed values out of a UBL tree and says in one sentence what is missing or malformed. Immutable. */
record UblFields(String file) {
  static final String CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
  static final String CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
  private static final int MAX_TEXT = 200;
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,15}(\\.[0-9]{1,6})?");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  static QName cac(String name) {
    return new QName(CAC, name);
  }

  static QName cbc(String name) {
    return new QName(CBC, name);
  }

  /** Follows aggregate components downwards; every step must exist. */
  XmlElement part(XmlElement parent, String... path) {
    XmlElement element = parent;
    for (String step : path) {
      XmlElement holder = element;
      element = holder.child(cac(step)).orElseThrow(() -> missing(holder, "cac:" + step));
    }
    return element;
  }

  String text(XmlElement parent, String name) {
    String text = leaf(parent, name).text();
    if (text.length() > MAX_TEXT) {
      throw wrong(parent, name, text.substring(0, 20) + "...", "at most " + MAX_TEXT + " characters");
    }
    return text;
  }

  String date(XmlElement parent, String name) {
    String text = text(parent, name);
    try {
      return LocalDate.parse(text).toString();
    } catch (DateTimeParseException malformed) {
      throw wrong(parent, name, text, "an ISO date such as 2026-09-30");
    }
  }

  String currency(XmlElement parent, String name) {
    String text = text(parent, name);
    if (!CURRENCY.matcher(text).matches()) {
      throw wrong(parent, name, text, "three capital letters such as EUR");
    }
    return text;
  }

  BigDecimal decimal(XmlElement parent, String name) {
    return number(parent, name, leaf(parent, name).text());
  }

  BigDecimal amount(XmlElement parent, String name, String currency) {
    return optionalAmount(parent, name, currency).orElseThrow(() -> missing(parent, "cbc:" + name));
  }

  Optional<BigDecimal> optionalAmount(XmlElement parent, String name, String currency) {
    return parent.child(cbc(name)).map(element -> {
      String stated = element.attribute("currencyID").orElse("none");
      if (!stated.equals(currency)) {
        throw wrong(parent, name, "currencyID " + stated, "currencyID " + currency + ", the currency of the document");
      }
      return number(parent, name, element.text());
    });
  }

  ToolException missing(XmlElement parent, String expected) {
    return ToolException.badInput("%s: %s (line %d) has no %s, which is mandatory".formatted(file, parent.name().getLocalPart(),
        parent.line(), expected));
  }

  private XmlElement leaf(XmlElement parent, String name) {
    return parent.child(cbc(name)).filter(element -> !element.text().isEmpty()).orElseThrow(() -> missing(parent, "cbc:" + name));
  }

  private BigDecimal number(XmlElement parent, String name, String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw wrong(parent, name, text, "a decimal number such as 119.00");
    }
    return new BigDecimal(text);
  }

  private ToolException wrong(XmlElement parent, String name, String found, String expected) {
    return ToolException.badInput("%s: cbc:%s in %s (line %d) is '%s'; expected %s".formatted(file, name, parent.name().getLocalPart(),
        parent.line(), found, expected));
  }
}
