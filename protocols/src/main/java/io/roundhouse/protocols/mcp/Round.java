package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a request stands between a client and a handler that asks it back. Immutable by agreement.
 *
 * @param memo what the handler noted when it asked; null in the first round
 * @param answers results of the client by the ids of the questions; may hold some that nobody asked for
 */
record Round(@Nullable JsonNode memo, Map<String, JsonNode> answers) {

  static final Round FIRST = new Round(null, Map.of());
}
