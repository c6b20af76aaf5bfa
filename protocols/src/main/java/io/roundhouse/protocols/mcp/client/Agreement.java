package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;

/** What a connection and its server speak with each other. */
record Agreement(Era era, String revision, JsonNode capabilities) {

  boolean isModern() {
    return era == Era.MODERN;
  }

  /** Whether the server tells when its list of tools has changed. */
  boolean tellsOfTools() {
    return tellsOf("tools");
  }

  /** Whether the server tells when its list of these has changed. */
  boolean tellsOf(String kind) {
    return capabilities.path(kind).path("listChanged").asBoolean();
  }

  /** Whether the server has these at all. */
  boolean offers(String kind) {
    return capabilities.path(kind).isObject();
  }

  /** Whether the server tells of changes of single resources. */
  boolean tellsOfContents() {
    return capabilities.path("resources").path("subscribe").asBoolean();
  }
}
