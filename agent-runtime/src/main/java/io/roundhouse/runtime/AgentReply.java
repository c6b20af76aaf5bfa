package io.roundhouse.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent answers. Immutable.
 *
 * @param text the answer in words
 * @param data structured data that comes with the words; null if none does
 * @param files files that come with the words
 * @param direct whether the answer is a word in a conversation rather than a result to keep: over A2A it is then a message, not a task
 */
public record AgentReply(String text, @Nullable JsonNode data, List<Attachment> files, boolean direct) {

  public AgentReply {
    files = List.copyOf(files);
  }

  /** An answer in words and data. */
  public AgentReply(String text, @Nullable JsonNode data) {
    this(text, data, List.of(), false);
  }

  /** An answer in words. */
  public static AgentReply text(String text) {
    return new AgentReply(text, null);
  }

  /** The same answer with these files. */
  public AgentReply withFiles(List<Attachment> newFiles) {
    return new AgentReply(text, data, newFiles, direct);
  }

  /** The same answer as a word in a conversation. */
  public AgentReply asMessage() {
    return new AgentReply(text, data, files, true);
  }
}
