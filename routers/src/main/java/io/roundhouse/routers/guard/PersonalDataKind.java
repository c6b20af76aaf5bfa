package io.roundhouse.routers.guard;

import java.util.EnumSet;
import java.util.Set;

/** Kinds of personal data that can be recognised by their form. */
public enum PersonalDataKind {
  /** 13 to 19 digits that pass the Luhn check. */
  CREDIT_CARD("the number of a card"),
  /** An international bank account number that passes the mod-97 check. */
  IBAN("an IBAN"),
  /** A social security number of the United States, with separators. */
  US_SSN("a social security number"),
  /** An e-mail address. */
  EMAIL("an e-mail address"),
  /** A telephone number with a country or area code, or one that is announced as such. */
  PHONE("a telephone number"),
  /** An address of the Internet Protocol, version 4 or 6. */
  IP_ADDRESS("an IP address"),
  /** The number of a passport, licence, account or the like that is announced as such. */
  ID_NUMBER("the number of a document or account"),
  /** A postal address; a guess. */
  ADDRESS("a postal address"),
  /** The name of a person; a guess. */
  NAME("a person's name");

  private final String words;

  PersonalDataKind(String words) {
    this.words = words;
  }

  /** What it is, for a message. */
  String words() {
    return words;
  }

  /** Returns the kinds whose form leaves little doubt: all but addresses and names. */
  public static Set<PersonalDataKind> certain() {
    return EnumSet.complementOf(EnumSet.of(ADDRESS, NAME));
  }
}
