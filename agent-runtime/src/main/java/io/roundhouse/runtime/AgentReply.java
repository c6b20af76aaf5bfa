package io.roundhouse.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What an agent answers: text, and structured data if it has any. Immutable. */
public record AgentReply(String text, @Nullable JsonNode data) {

  /** An answer in words. */
  public static AgentReply text(String text) {
    return new AgentReply(text, null);
  }
}
