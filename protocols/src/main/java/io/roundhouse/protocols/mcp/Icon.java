package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture that clients may show beside a name. Immutable; safe to share.
 *
 * @param source an {@code https:} or {@code data:} address; clients refuse others
 * @param mediaType its type, for example {@code image/png}; null if the address says it
 * @param sizes for example {@code 48x48}, or {@code any} for a drawing; may be empty
 */
public record Icon(String source, @Nullable String mediaType, List<String> sizes) {

  public Icon {
    sizes = List.copyOf(sizes);
    if (!source.startsWith("https:") && !source.startsWith("http:") && !source.startsWith("data:")) {
      throw new IllegalArgumentException("icon '" + source + "' must begin with https:, http: or data:");
    }
  }

  /** A picture at an address. */
  public static Icon of(String source) {
    return new Icon(source, null, List.of());
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("src", source);
    if (mediaType != null) {
      json.put("mimeType", mediaType);
    }
    if (!sizes.isEmpty()) {
      sizes.forEach(json.putArray("sizes")::add);
    }
    return json;
  }

  /** Adds icons to the description of something, if there are any. */
  static void add(ObjectNode json, List<Icon> icons) {
    if (!icons.isEmpty()) {
      icons.forEach(icon -> json.withArrayProperty("icons").add(icon.toJson()));
    }
  }
}
