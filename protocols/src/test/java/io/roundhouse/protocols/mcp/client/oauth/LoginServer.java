package io.roundhouse.protocols.mcp.client.oauth;

import static io.roundhouse.runtime.testing.Await.await;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An MCP server's resource metadata and the authorization server behind it; everybody who comes is let in. */
final class LoginServer {

  final List<String> tokenRequests = new CopyOnWriteArrayList<>();
  final AtomicInteger registrations = new AtomicInteger();
  volatile long expiresIn = 3_600;
  volatile boolean refreshes = true;
  private final AtomicInteger tokens = new AtomicInteger();
  private final HttpServer server;

  LoginServer(Vertx vertx) {
    server = await(vertx.createHttpServer().requestHandler(request -> request.body().onSuccess(body ->
        answer(request, body.toString()))).listen(0, "127.0.0.1"));
  }

  String origin() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  URI target() {
    return URI.create(origin() + "/mcp");
  }

  private void answer(HttpServerRequest request, String body) {
    switch (request.path()) {
      case "/.well-known/oauth-protected-resource/mcp" -> json(request, 200, """
          {"resource":"%1$s/mcp","authorization_servers":["%1$s"],"scopes_supported":["read"]}""".formatted(origin()));
      case "/.well-known/oauth-authorization-server" -> json(request, 200, """
          {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","registration_endpoint":"%1$s/register",
          "code_challenge_methods_supported":["S256"],"token_endpoint_auth_methods_supported":["none"],
          "authorization_response_iss_parameter_supported":true}""".formatted(origin()));
      case "/register" -> json(request, 201, "{\"client_id\":\"client-" + registrations.incrementAndGet() + "\"}");
      case "/authorize" -> {
        MultiMap query = request.params();
        request.response().setStatusCode(302).putHeader("Location", query.get("redirect_uri") + "?code=c&state=" + query.get("state")
            + "&iss=" + JsonHttp.encode(origin())).end();
      }
      case "/token" -> {
        tokenRequests.add(URLDecoder.decode(body, StandardCharsets.UTF_8));
        if (body.contains("grant_type=refresh_token") && !refreshes) {
          json(request, 400, "{\"error\":\"invalid_grant\"}");
          return;
        }
        json(request, 200, "{\"access_token\":\"t%d\",\"token_type\":\"Bearer\",\"expires_in\":%d,\"refresh_token\":\"r\"}"
            .formatted(tokens.incrementAndGet(), expiresIn));
      }
      default -> request.response().setStatusCode(404).end();
    }
  }

  private static void json(HttpServerRequest request, int status, String text) {
    request.response().setStatusCode(status).putHeader("Content-Type", "application/json").end(text);
  }
}
