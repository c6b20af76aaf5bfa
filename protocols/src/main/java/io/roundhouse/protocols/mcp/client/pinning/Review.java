package io.roundhouse.protocols.mcp.client.pinning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What came of looking at a server's tools.
 *
 * @param usable the definitions to show to callers, as the server listed them; for held tools the approved ones
 * @param held tools that may not be called, by the server's names
 */
public record Review(List<JsonNode> usable, Map<String, Held> held) {

  public Review {
    usable = List.copyOf(usable);
    held = Map.copyOf(held);
  }
}
