package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How clients have to say who they are, as cards tell it: what the server enforces, no more and no less. Immutable as long as nobody
 * changes the JSON inside.
 *
 * @param schemes the card's {@code securitySchemes}
 * @param requirements the card's {@code securityRequirements}; one of them is enough
 */
public record CardSecurity(ObjectNode schemes, ArrayNode requirements) {

  /** Nobody is asked. */
  public static CardSecurity none() {
    return new CardSecurity(JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.arrayNode());
  }

  /** These and an API key in a header. */
  public CardSecurity withApiKey(String name, String header) {
    ObjectNode scheme = JsonNodeFactory.instance.objectNode();
    scheme.putObject("apiKeySecurityScheme").put("location", "header").put("name", header);
    return with(name, scheme);
  }

  /** These and a bearer in the header Authorization; {@code format} is for example {@code JWT}, and empty if it says nothing. */
  public CardSecurity withBearer(String name, String format) {
    ObjectNode scheme = JsonNodeFactory.instance.objectNode();
    ObjectNode http = scheme.putObject("httpAuthSecurityScheme").put("scheme", "Bearer");
    if (!format.isEmpty()) {
      http.put("bearerFormat", format);
    }
    return with(name, scheme);
  }

  /** These and tokens of an OpenID Connect issuer. */
  public CardSecurity withOpenIdConnect(String name, String issuer) {
    ObjectNode scheme = JsonNodeFactory.instance.objectNode();
    scheme.putObject("openIdConnectSecurityScheme")
        .put("openIdConnectUrl", issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration");
    return with(name, scheme);
  }

  /** Each of these together with a client certificate, which every connection needs; call it last. */
  public CardSecurity withMutualTls(String name) {
    ObjectNode all = schemes.deepCopy();
    all.putObject(name).putObject("mtlsSecurityScheme").put("description", "A certificate that this server's operator trusts.");
    ArrayNode any = requirements.deepCopy();
    if (any.isEmpty()) {
      any.addObject().putObject("schemes");
    }
    any.forEach(requirement -> ((ObjectNode) requirement.get("schemes")).putObject(name));
    return new CardSecurity(all, any);
  }

  private CardSecurity with(String name, ObjectNode scheme) {
    ObjectNode all = schemes.deepCopy();
    all.set(name, scheme);
    ArrayNode any = requirements.deepCopy();
    any.addObject().putObject("schemes").putObject(name);
    return new CardSecurity(all, any);
  }
}
