package io.roundhouse.protocols.mcp.client.oauth;

import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Asks a token endpoint, with whatever proof of the client it accepts. */
final class TokenRequests {

  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final JsonHttp http;
  private final Clock clock;

  TokenRequests(JsonHttp http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  Future<Token> token(AuthorizationServer server, ClientIdentity client, Map<String, String> parameters, Set<String> requested) {
    return ask(server.tokenEndpoint(), server.issuer(), server.proofs(), client, parameters).compose(reply -> {
      String access = reply.body().path("access_token").asText("");
      String type = reply.body().path("token_type").asText("");
      return access.isEmpty() || !type.equalsIgnoreCase("bearer")
          ? Future.failedFuture(new OAuthException("authorization server " + server.issuer() + " gave no bearer token"))
          : Future.succeededFuture(Token.of(reply.body(), requested, clock));
    });
  }

  Future<JsonHttp.Reply> ask(
      URI endpoint, String audience, Set<String> proofs, ClientIdentity client, Map<String, String> parameters) {
    Map<String, String> form = new LinkedHashMap<>(parameters);
    String authorization = null;
    switch (client.proof()) {
      case ClientProof.None none -> form.put("client_id", client.id());
      case ClientProof.Secret secret -> {
        if (proofs.contains("client_secret_basic") || !proofs.contains("client_secret_post")) {
          String pair = JsonHttp.encode(client.id()) + ":" + JsonHttp.encode(secret.value());
          authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        } else {
          form.put("client_id", client.id());
          form.put("client_secret", secret.value());
        }
      }
      case ClientProof.PrivateKey key -> {
        form.put("client_id", client.id());
        form.put("client_assertion_type", JWT_BEARER);
        form.put("client_assertion", ClientAssertion.of(client.id(), audience, key, clock));
      }
    }
    return http.form(endpoint, form, authorization).compose(reply -> reply.status() == 200
        ? Future.succeededFuture(reply)
        : Future.failedFuture(new OAuthException(endpoint.getHost() + " refused the token request: " + reason(reply))));
  }

  /** What the other side says about its refusal: a code and a sentence, cut to a line. */
  static String reason(JsonHttp.Reply reply) {
    String code = reply.body().path("error").asText("");
    String text = reply.body().path("error_description").asText("");
    String whole = (code.isEmpty() ? "HTTP status " + reply.status() : code) + (text.isEmpty() ? "" : ", " + text);
    String line = whole.replaceAll("\\p{Cntrl}", " ");
    return line.length() > 300 ? line.substring(0, 300) : line;
  }
}
