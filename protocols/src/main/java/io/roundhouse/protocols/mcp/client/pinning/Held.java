package io.roundhouse.protocols.mcp.client.pinning;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tool that may not be called before a person has approved its definition. Immutable.
 *
 * @param server the server it belongs to
 * @param approved the definition that may be used; null if there has been none
 * @param waiting the definition the server has now
 * @param reasons why it waits, one clause each
 */
public record Held(String server, @Nullable Definition approved, Definition waiting, List<String> reasons) {

  public Held {
    reasons = List.copyOf(reasons);
  }

  /** What is different from the approved definition; everything if there is none. */
  public List<String> differences() {
    return (approved == null ? new Definition(JsonNodeFactory.instance.objectNode()) : approved)
        .differences(waiting);
  }

  /** What callers are told, and what to do about it. */
  public String sentence() {
    return "tool '" + waiting.name() + "' of server '" + server + "' waits for approval: " + String.join("; ", reasons)
        + "; look at it with 'mcp diff' and let it in with 'mcp approve'";
  }
}
