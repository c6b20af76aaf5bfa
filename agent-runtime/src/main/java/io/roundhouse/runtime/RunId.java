package io.roundhouse.runtime;

import java.util.UUID;

/** Names one run, for good; also the handle for its trace. */
public record RunId(String value) {

  public RunId {
    if (value.isBlank() || value.length() > 128) {
      throw new IllegalArgumentException("run id '" + value + "' must have 1 to 128 characters");
    }
  }

  /** A fresh id. */
  public static RunId random() {
    return new RunId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
