package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;

/** A piece of a message. Immutable. */
sealed interface Part {

  /** Words. */
  record Text(String text) implements Part {}

  /** Structured data. */
  record Data(JsonNode data) implements Part {}

  /** A file, as bytes or as an address; no agent takes one yet. */
  record File() implements Part {}
}
