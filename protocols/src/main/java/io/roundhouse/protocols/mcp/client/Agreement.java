package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;

/** What a connection and its server speak with each other. */
record Agreement(Era era, String revision, JsonNode capabilities) {

  boolean isModern() {
    return era == Era.MODERN;
  }

  /** Whether the server tells when its list of tools has changed. */
  boolean tellsOfTools() {
    return capabilities.path("tools").path("listChanged").asBoolean();
  }
}
