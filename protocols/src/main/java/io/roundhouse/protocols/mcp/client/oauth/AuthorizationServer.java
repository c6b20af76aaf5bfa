package io.roundhouse.protocols.mcp.client.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The metadata of an authorization server, whose issuer has been checked (RFC 8414, section 3.3). */
record AuthorizationServer(String issuer, JsonNode metadata) {

  URI authorizationEndpoint() {
    return endpoint("authorization_endpoint");
  }

  URI tokenEndpoint() {
    return endpoint("token_endpoint");
  }

  Optional<URI> registrationEndpoint() {
    return metadata.has("registration_endpoint") ? Optional.of(endpoint("registration_endpoint")) : Optional.empty();
  }

  boolean takesMetadataDocuments() {
    return metadata.path("client_id_metadata_document_supported").asBoolean();
  }

  /** Whether authorization responses name their issuer (RFC 9207). */
  boolean namesItself() {
    return metadata.path("authorization_response_iss_parameter_supported").asBoolean();
  }

  boolean knowsS256() {
    return words("code_challenge_methods_supported").contains("S256");
  }

  /** What the token endpoint accepts as proof; by RFC 8414 it is basic authentication if nothing is said. */
  Set<String> proofs() {
    Set<String> words = words("token_endpoint_auth_methods_supported");
    return words.isEmpty() ? Set.of("client_secret_basic") : words;
  }

  Set<String> scopes() {
    return words("scopes_supported");
  }

  private Set<String> words(String member) {
    Set<String> words = new TreeSet<>();
    metadata.path(member).forEach(word -> words.add(word.asText()));
    return words;
  }

  private URI endpoint(String member) {
    return JsonHttp.safe(metadata.path(member).asText(""), "the " + member.replace('_', ' ') + " of " + issuer);
  }
}
