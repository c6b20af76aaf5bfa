package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts sorted lists into pages. A cursor names the last entry seen, so entries that come or go in between do no harm. */
final class ListPages {

  private final int size;

  ListPages(int size) {
    this.size = size;
  }

  /**
   * The page that {@code params} ask for.
   *
   * @param sorted all entries, sorted by {@code key}
   * @param member the name of the list in the result
   * @throws RpcFault if the cursor is none of ours
   */
  ObjectNode page(JsonNode params, List<ObjectNode> sorted, String key, String member) {
    String after = after(params);
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode entries = page.putArray(member);
    String last = null;
    for (ObjectNode entry : sorted) {
      String name = entry.path(key).asText();
      if (after != null && name.compareTo(after) <= 0) {
        continue;
      }
      if (entries.size() == size) {
        return page.put("nextCursor", cursor(last));
      }
      entries.add(entry);
      last = name;
    }
    return page;
  }

  private static String cursor(@Nullable String last) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(("after:" + last).getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String after(JsonNode params) {
    JsonNode cursor = params.get("cursor");
    if (cursor == null || cursor.isNull()) {
      return null;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor.asText("")), StandardCharsets.UTF_8);
      if (cursor.isTextual() && text.startsWith("after:")) {
        return text.substring("after:".length());
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the same refusal as a text that is not ours.
    }
    throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'cursor' is none that this server gave out; begin without one.");
  }
}
