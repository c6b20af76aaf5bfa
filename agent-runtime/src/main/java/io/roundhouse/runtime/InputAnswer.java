package io.roundhouse.runtime;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/** What came of an {@link InputRequest}, in MCP's three words: accept, decline, cancel. Immutable; safe to share. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
@JsonSubTypes({
  @JsonSubTypes.Type(value = InputAnswer.Accepted.class, name = "accept"),
  @JsonSubTypes.Type(value = InputAnswer.Declined.class, name = "decline"),
  @JsonSubTypes.Type(value = InputAnswer.Dismissed.class, name = "cancel"),
})
public sealed interface InputAnswer {

  /**
   * Somebody answered; {@code content} is what the kind of question asks for, an empty object if it asks for nothing.
   *
   * @param envelope what the answering protocol keeps with the answer, as with {@link RunRequest#envelope}; null for nothing
   */
  record Accepted(JsonNode content, @Nullable JsonNode envelope) implements InputAnswer {

    /** An answer without an envelope. */
    public Accepted(JsonNode content) {
      this(content, null);
    }

    /** Accepts a question that asks for no content. */
    public static Accepted empty() {
      return new Accepted(JsonNodeFactory.instance.objectNode());
    }
  }

  /** Somebody said no. */
  record Declined() implements InputAnswer {}

  /** Nobody answered: the question was put away, the caller cannot be asked, or the run's time was up. */
  record Dismissed() implements InputAnswer {}
}
