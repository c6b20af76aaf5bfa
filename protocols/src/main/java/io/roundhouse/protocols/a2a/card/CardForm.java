package io.roundhouse.protocols.a2a.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

/**
 * The form of a card that is signed (A2A specification 1.0.1, section 8.4.1): without signatures, without fields that have their default,
 * and in the canonical order of RFC 8785.
 */
final class CardForm {

  /** Fields of a message: those that are always kept, and the messages inside it by field; a star stands for the values of a map. */
  private record Shape(Set<String> kept, Set<String> plain, Map<String, String> inside) {}

  private static final String CARD = "card";

  private static final Map<String, Shape> SHAPES = Map.ofEntries(
      shape(CARD, Set.of("name", "description", "supportedInterfaces", "version", "documentationUrl", "capabilities",
              "defaultInputModes", "defaultOutputModes", "skills", "iconUrl"),
          Set.of(),
          Map.of("supportedInterfaces", "interface", "provider", "provider", "capabilities", "capabilities", "securitySchemes", "schemes",
              "securityRequirements", "requirement", "skills", "skill")),
      shape("interface", Set.of("url", "protocolBinding", "protocolVersion"), Set.of("tenant"), Map.of()),
      shape("provider", Set.of("url", "organization"), Set.of(), Map.of()),
      shape("capabilities", Set.of("streaming", "pushNotifications", "extendedAgentCard"), Set.of(), Map.of("extensions", "extension")),
      shape("extension", Set.of(), Set.of("uri", "description", "required", "params"), Map.of()),
      shape("skill", Set.of("id", "name", "description", "tags"), Set.of("examples", "inputModes", "outputModes"),
          Map.of("securityRequirements", "requirement")),
      shape("schemes", Set.of(), Set.of(), Map.of("*", "scheme")),
      shape("scheme", Set.of(), Set.of(), Map.of("apiKeySecurityScheme", "apiKey", "httpAuthSecurityScheme", "http",
          "oauth2SecurityScheme", "oauth2", "openIdConnectSecurityScheme", "oidc", "mtlsSecurityScheme", "mtls")),
      shape("apiKey", Set.of("location", "name"), Set.of("description"), Map.of()),
      shape("http", Set.of("scheme"), Set.of("description", "bearerFormat"), Map.of()),
      shape("oauth2", Set.of("flows"), Set.of("description", "oauth2MetadataUrl"), Map.of("flows", "flows")),
      shape("oidc", Set.of("openIdConnectUrl"), Set.of("description"), Map.of()),
      shape("mtls", Set.of(), Set.of("description"), Map.of()),
      shape("flows", Set.of(), Set.of(), Map.of("*", "flow")),
      shape("flow", Set.of("authorizationUrl", "tokenUrl", "deviceAuthorizationUrl", "scopes"), Set.of("refreshUrl", "pkceRequired"),
          Map.of()),
      shape("requirement", Set.of(), Set.of(), Map.of("schemes", "lists")),
      shape("lists", Set.of(), Set.of(), Map.of("*", "list")),
      shape("list", Set.of(), Set.of("list"), Map.of()));

  private CardForm() {}

  private static Map.Entry<String, Shape> shape(String name, Set<String> kept, Set<String> plain, Map<String, String> inside) {
    return Map.entry(name, new Shape(kept, plain, inside));
  }

  /** The bytes to sign; {@code knownOnly} leaves fields out that the protocol does not define. */
  static byte[] bytes(JsonNode card, boolean knownOnly) {
    try {
      return new JsonCanonicalizer(pruned(card, CARD, knownOnly).toString()).getEncodedUTF8();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode pruned(JsonNode node, @Nullable String type, boolean knownOnly) {
    Shape shape = type == null ? null : SHAPES.get(type);
    if (node.isArray()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> items.add(pruned(item, type, knownOnly)));
      return items;
    }
    if (!node.isObject() || shape == null) {
      return node;
    }
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    node.properties().forEach(field -> {
      String name = field.getKey();
      String inside = shape.inside().getOrDefault(name, shape.inside().get("*"));
      boolean known = inside != null || shape.kept().contains(name) || shape.plain().contains(name);
      boolean signature = CARD.equals(type) && name.equals("signatures");
      boolean stays = shape.kept().contains(name) || shape.inside().containsKey("*") || !isDefault(field.getValue());
      if (!signature && (known || !knownOnly) && stays && !field.getValue().isNull()) {
        kept.set(name, pruned(field.getValue(), inside, knownOnly));
      }
    });
    return kept;
  }

  private static boolean isDefault(JsonNode value) {
    return value.isNull()
        || (value.isArray() && value.isEmpty())
        || (value.isTextual() && value.textValue().isEmpty())
        || (value.isBoolean() && !value.booleanValue())
        || (value.isNumber() && value.doubleValue() == 0);
  }
}
