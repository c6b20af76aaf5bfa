package io.roundhouse.protocols.mcp.client.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.net.URI;
import java.util.Set;

/** Becomes a client of an authorization server, in the order the specification names: registered by hand, by document, dynamically. */
final class Registration {

  private final JsonHttp http;
  private final CredentialStore store;

  Registration(JsonHttp http, CredentialStore store) {
    this.http = http;
    this.store = store;
  }

  Future<ClientIdentity> client(Grant.SignIn grant, AuthorizationServer server, String redirect) {
    ClientIdentity known = grant.client();
    if (known != null) {
      return bound(known, server);
    }
    if (grant.metadata() != null && server.takesMetadataDocuments()) {
      return Future.succeededFuture(ClientIdentity.open(grant.metadata().toString()));
    }
    JsonNode stored = store.client(server.issuer());
    if (stored.path("redirect").asText().equals(redirect)) {
      return Future.succeededFuture(identity(stored));
    }
    return server.registrationEndpoint()
        .map(endpoint -> register(endpoint, server, redirect))
        .orElseGet(() -> Future.failedFuture(new OAuthException("authorization server " + server.issuer()
            + " registers no clients by itself; register one there by hand and configure its client-id")));
  }

  /** Credentials of one authorization server are none of another's business. */
  static Future<ClientIdentity> bound(ClientIdentity client, AuthorizationServer server) {
    return client.issuer() == null || client.issuer().equals(server.issuer())
        ? Future.succeededFuture(client)
        : Future.failedFuture(new OAuthException("client '" + client.id() + "' is registered with " + client.issuer()
            + ", but the server now wants " + server.issuer()));
  }

  private Future<ClientIdentity> register(URI endpoint, AuthorizationServer server, String redirect) {
    Set<String> proofs = server.proofs();
    String proof = proofs.contains("none") ? "none" : proofs.contains("client_secret_basic") ? "client_secret_basic" : "client_secret_post";
    ObjectNode body = JsonNodeFactory.instance.objectNode()
        .put("client_name", "Roundhouse")
        .put("application_type", "native")
        .put("token_endpoint_auth_method", proof);
    body.putArray("redirect_uris").add(redirect);
    body.putArray("grant_types").add("authorization_code").add("refresh_token");
    body.putArray("response_types").add("code");
    return http.post(endpoint, body).compose(reply -> {
      String id = reply.body().path("client_id").asText("");
      if (reply.status() / 100 != 2 || id.isEmpty()) {
        return Future.failedFuture(new OAuthException("authorization server " + server.issuer() + " did not register us: "
            + TokenRequests.reason(reply)));
      }
      ObjectNode client = JsonNodeFactory.instance.objectNode().put("id", id).put("redirect", redirect);
      if (reply.body().hasNonNull("client_secret")) {
        client.put("secret", reply.body().path("client_secret").asText());
      }
      return store.remember(server.issuer(), client).map(identity(client));
    });
  }

  private static ClientIdentity identity(JsonNode stored) {
    String id = stored.path("id").asText();
    return stored.hasNonNull("secret") ? ClientIdentity.of(id, stored.path("secret").asText()) : ClientIdentity.open(id);
  }
}
