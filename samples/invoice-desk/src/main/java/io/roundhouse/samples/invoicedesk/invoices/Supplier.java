package io.roundhouse.samples.invoicedesk.invoices;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * An invented company. {@code scale} says what one euro is worth, roughly, in its currency, so that prices look right;
 * {@code rates} are the tax rates of its country in percent. Immutable.
 */
record Supplier(String id, String name, String street, String city, String zone, String country, String currency, int decimals,
    BigDecimal scale, List<BigDecimal> rates) {

  /** The one whose name cannot be written in ASCII; needed to make a wrong encoding show. */
  static final Supplier ACCENTED =
      of("FR40123456824", "Boulangerie Fête & Frères", "12 rue des Érables", "Besançon", "25000", "FR", "EUR", 2, "1", "20", "5.5");

  static final List<Supplier> ALL = List.of(
      of("DE811234567", "Nordlicht Gleisbau GmbH", "Hafenstraße 8", "Bremen", "28195", "DE", "EUR", 2, "1", "19", "7"),
      ACCENTED,
      of("US-47-1029384", "Prairie Signal Works Inc.", "410 Depot Ave", "Omaha", "68102", "US", "USD", 2, "1.1", "0"),
      of("GB123456789", "Wetherby Brass Fittings Ltd", "3 Mill Lane", "Leeds", "LS22 6", "GB", "GBP", 2, "0.86", "20", "5", "0"),
      of("JP-T9010401052465", "Kirishima Lamps K.K.", "4-2 Aoba", "Kagoshima", "892-0841", "JP", "JPY", 0, "162", "10", "8"),
      of("CHE-116.281.710", "Säntis Präzision AG", "Seeweg 5", "Rorschach", "9400", "CH", "CHF", 2, "0.95", "8.1", "2.6"),
      of("SE556677889901", "Östersund Rälsservice AB", "Verkstadsgatan 21", "Östersund", "831 30", "SE", "SEK", 2, "11.3", "25", "12"),
      of("PL5260001246", "Zakład Semafor Sp. z o.o.", "ul. Parowozowa 7", "Łódź", "90-001", "PL", "PLN", 2, "4.3", "23", "8", "5"),
      of("NL004495445B01", "Van der Wissel Logistiek B.V.", "Spoorsingel 40", "Zwolle", "8011", "NL", "EUR", 2, "1", "21", "9"),
      of("IE6388047V", "Corrib Water Tanks Ltd", "Quay Road", "Galway", "H91", "IE", "EUR", 2, "1", "23", "13.5", "0"),
      of("DK25313763", "Lillebælt Kontor ApS", "Banevej 2", "Fredericia", "7000", "DK", "DKK", 2, "7.46", "25"),
      of("CZ25123891", "Kolejní Dílna s.r.o.", "Nádražní 14", "Olomouc", "779 00", "CZ", "CZK", 2, "25.2", "21", "12"),
      of("US-81-5550142", "Blue Mesa Analytics LLC", "77 Canyon Rd", "Santa Fe", "87501", "US", "USD", 2, "1.1", "0"));

  private static Supplier of(String id, String name, String street, String city, String zone, String country, String currency,
      int decimals, String scale, String... rates) {
    return new Supplier(id, name, street, city, zone, country, currency, decimals, new BigDecimal(scale),
        Arrays.stream(rates).map(BigDecimal::new).toList());
  }
}
