package io.roundhouse.runtime;

import java.util.UUID;

/** Names one run, for good; also the handle for its trace. */
public record RunId(String value) {

  public RunId {
    if (value.isBlank() || value.length() > 128) {
      throw new IllegalArgumentException("run id '" + value + "' must have 1 to 128 characters");
    }
  }

  /**
   * A fresh id: a UUID of version 7 (RFC 9562, section 5.7), milliseconds and then 74 random bits. Nobody guesses it, and ids of runs that
   * begin one after the other are neighbours, so that a journal writes few pages for many of them.
   */
  public static RunId random() {
    UUID random = UUID.randomUUID();
    long head = (System.currentTimeMillis() << 16) | 0x7000 | (random.getMostSignificantBits() & 0xFFF);
    return new RunId(new UUID(head, random.getLeastSignificantBits()).toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
