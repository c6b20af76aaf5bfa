package io.roundhouse.protocols.mcp.client.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.mcp.client.oauth.AuthorizationPrompt;
import io.roundhouse.protocols.mcp.client.oauth.ClientIdentity;
import io.roundhouse.protocols.mcp.client.oauth.ClientProof;
import io.roundhouse.protocols.mcp.client.oauth.Grant;
import io.roundhouse.protocols.mcp.client.oauth.OAuthSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/** How the client gets access in each of the suite's scenarios. */
final class Authorizations {

  private Authorizations() {}

  static OAuthSettings of(String scenario, JsonNode context, Vertx vertx) {
    return OAuthSettings.of(grant(scenario, context)).withPrompt(browser(vertx));
  }

  private static Grant grant(String scenario, JsonNode context) {
    String id = context.path("client_id").asText();
    String secret = context.path("client_secret").asText();
    return switch (scenario) {
      case "auth/pre-registration" -> new Grant.SignIn(ClientIdentity.of(id, secret), null, 0);
      case "auth/client-credentials-basic" -> new Grant.ClientCredentials(ClientIdentity.of(id, secret));
      case "auth/client-credentials-jwt" -> new Grant.ClientCredentials(new ClientIdentity(id, new ClientProof.PrivateKey(
          context.path("private_key_pem").asText(), context.path("signing_algorithm").asText("ES256"), null), null));
      case "auth/enterprise-managed-authorization" -> new Grant.CrossApp(
          ClientIdentity.of(id, secret),
          URI.create(context.path("idp_token_endpoint").asText()),
          ClientIdentity.open(context.path("idp_client_id").asText()),
          () -> context.path("idp_id_token").asText());
      case "auth/wif-jwt-bearer" -> new Grant.Workload(ClientIdentity.open(id), () -> context.path("valid_jwt").asText());
      default -> new Grant.SignIn(null, URI.create("https://conformance-test.local/client-metadata.json"), 0);
    };
  }

  /** A person whose browser follows every redirect, and who agrees. */
  private static AuthorizationPrompt browser(Vertx vertx) {
    HttpClient client = vertx.createHttpClient();
    return address -> client.request(new RequestOptions()
            .setMethod(HttpMethod.GET).setAbsoluteURI(address.toString()).setFollowRedirects(true))
        .compose(request -> request.send().compose(response -> response.body()))
        .mapEmpty();
  }
}
