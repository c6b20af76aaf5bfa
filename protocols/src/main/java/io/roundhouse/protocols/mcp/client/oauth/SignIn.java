package io.roundhouse.protocols.mcp.client.oauth;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One person's way through a browser: from the prompt to the code, which comes back to a listener on loopback (RFC 8252) and is
 * exchanged for a token (OAuth 2.1 with PKCE). The issuer named in the response is compared before anything else in it is believed
 * (RFC 9207).
 */
final class SignIn {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PATH = "/callback";

  private final Vertx vertx;
  private final OAuthSettings settings;
  private final Grant.SignIn grant;
  private final Registration registration;
  private final TokenRequests requests;

  SignIn(Vertx vertx, OAuthSettings settings, Grant.SignIn grant, Registration registration, TokenRequests requests) {
    this.vertx = vertx;
    this.settings = settings;
    this.grant = grant;
    this.registration = registration;
    this.requests = requests;
  }

  Future<Token> token(Discovery.Found found, Set<String> scopes, int rememberedPort) {
    AuthorizationServer server = found.server();
    if (!server.knowsS256()) {
      return Future.failedFuture(new OAuthException("authorization server " + server.issuer() + " does not say that it supports PKCE"));
    }
    Promise<String> code = Promise.promise();
    String state = random();
    String verifier = random();
    HttpServer listener = vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(30))
        .requestHandler(request -> returned(request, server, state, code));
    int port = grant.redirectPort() > 0 ? grant.redirectPort() : rememberedPort;
    return listener.listen(port, "127.0.0.1")
        .recover(taken -> port == 0 || grant.redirectPort() > 0 ? Future.failedFuture(taken) : listener.listen(0, "127.0.0.1"))
        .recover(taken -> Future.failedFuture(new OAuthException("port " + port + " for the browser's return is in use")))
        .compose(listening -> {
          String redirect = "http://127.0.0.1:" + listening.actualPort() + PATH;
          return registration.client(grant, server, redirect)
              .compose(client -> settings.prompt().open(address(found, client, redirect, scopes, state, verifier))
                  .compose(shown -> patiently(code))
                  .compose(came -> exchange(found, client, redirect, scopes, came, verifier)));
        })
        .eventually(() -> listener.close());
  }

  private Future<String> patiently(Promise<String> code) {
    long timer = vertx.setTimer(settings.patience().toMillis(), late ->
        code.tryFail(new OAuthException("nobody signed in within " + settings.patience().toSeconds() + " s")));
    return code.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private static URI address(
      Discovery.Found found, ClientIdentity client, String redirect, Set<String> scopes, String state, String verifier) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", client.id());
    query.put("redirect_uri", redirect);
    query.put("code_challenge", challenge(verifier));
    query.put("code_challenge_method", "S256");
    query.put("state", state);
    query.put("resource", found.resource());
    if (!scopes.isEmpty()) {
      query.put("scope", String.join(" ", scopes));
    }
    URI endpoint = found.server().authorizationEndpoint();
    return URI.create(endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + JsonHttp.encoded(query));
  }

  private void returned(HttpServerRequest request, AuthorizationServer server, String state, Promise<String> code) {
    if (!request.method().equals(HttpMethod.GET) || !PATH.equals(request.path())) {
      request.response().setStatusCode(404).end();
      return;
    }
    if (!state.equals(request.getParam("state"))) {
      answer(request, 400, "This sign-in was not asked for here.");
      return;
    }
    String issuer = request.getParam("iss");
    if (issuer == null ? server.namesItself() : !issuer.equals(server.issuer())) {
      answer(request, 400, "This answer is not from the authorization server that was asked.");
      code.tryFail(new OAuthException("the authorization response "
          + (issuer == null ? "does not name its issuer" : "names another issuer") + ", expected " + server.issuer()));
      return;
    }
    String given = request.getParam("code");
    if (given == null || given.isEmpty()) {
      String error = request.getParam("error");
      answer(request, 200, "The authorization was not given. You may close this page.");
      code.tryFail(new OAuthException("the authorization was not given: "
          + (error == null ? "no code" : error.replaceAll("[^A-Za-z0-9_-]", "?"))));
      return;
    }
    answer(request, 200, "You are signed in. You may close this page.");
    code.tryComplete(given);
  }

  private static void answer(HttpServerRequest request, int status, String sentence) {
    request.response().setStatusCode(status)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Connection", "close")
        .end(sentence + "\n");
  }

  private Future<Token> exchange(
      Discovery.Found found, ClientIdentity client, String redirect, Set<String> scopes, String code, String verifier) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirect);
    form.put("code_verifier", verifier);
    form.put("resource", found.resource());
    return requests.token(found.server(), client, form, scopes);
  }

  private static String random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
