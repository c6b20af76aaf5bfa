package io.roundhouse.protocols.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Fetches what authorization servers publish, within a size and a time, and follows no redirects. Thread-safe. */
final class IssuerMetadata {

  private static final int MOST_BYTES = 256 << 10;
  private static final long TIMEOUT_MILLIS = 5_000;

  private final ObjectMapper json = JsonMapper.builder(JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build())
      .build()).build();
  private final HttpClient client;

  IssuerMetadata(Vertx vertx) {
    this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) TIMEOUT_MILLIS).setMaxHeaderSize(16 << 10));
  }

  /** The key set of an issuer, found by its metadata unless the configuration says where it is. */
  Future<JsonNode> keys(TokenIssuer issuer) {
    URI known = issuer.jwks();
    return (known == null ? discover(issuer) : Future.succeededFuture(known)).compose(this::fetch);
  }

  Future<Void> close() {
    return client.close();
  }

  /** RFC 8414 section 3 with the issuer's path behind, then OpenID Connect Discovery the same way, then with the path in front. */
  private Future<URI> discover(TokenIssuer issuer) {
    URI base = issuer.issuer();
    String origin = base.getScheme() + "://" + base.getRawAuthority();
    String path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
    return first(issuer, List.of(
        URI.create(origin + "/.well-known/oauth-authorization-server" + path),
        URI.create(origin + "/.well-known/openid-configuration" + path),
        URI.create(origin + path + "/.well-known/openid-configuration")));
  }

  private Future<URI> first(TokenIssuer issuer, List<URI> places) {
    Future<URI> found = fetch(places.get(0)).compose(metadata -> jwks(issuer, metadata));
    return places.size() == 1 ? found : found.recover(missing -> first(issuer, places.subList(1, places.size())));
  }

  private static Future<URI> jwks(TokenIssuer issuer, JsonNode metadata) {
    if (!issuer.issuer().toString().equals(metadata.path("issuer").textValue())) {
      return Future.failedFuture(new IOException("its metadata name another issuer"));
    }
    try {
      URI address = URI.create(metadata.path("jwks_uri").asText(""));
      boolean secure = "https".equals(address.getScheme());
      boolean asInsecureAsTheIssuer = "http".equals(address.getScheme()) && "http".equals(issuer.issuer().getScheme());
      if (address.getHost() != null && (secure || asInsecureAsTheIssuer)) {
        return Future.succeededFuture(address);
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one failure below.
    }
    return Future.failedFuture(new IOException("its metadata have no 'jwks_uri' that can be used"));
  }

  private Future<JsonNode> fetch(URI address) {
    RequestOptions request = new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setAbsoluteURI(address.toString())
        .putHeader("Accept", "application/json")
        .setFollowRedirects(false)
        .setTimeout(TIMEOUT_MILLIS);
    return client.request(request)
        .compose(sent -> sent.send().compose(response -> body(response, address))
            .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
            .onFailure(broken -> sent.reset()))
        .compose(body -> parse(body, address));
  }

  private Future<Buffer> body(HttpClientResponse response, URI address) {
    if (response.statusCode() != 200) {
      response.request().reset();
      return Future.failedFuture(new IOException(address + " answered with status " + response.statusCode()));
    }
    Promise<Buffer> whole = Promise.promise();
    Buffer collected = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.handler(chunk -> {
      if (collected.length() + chunk.length() > MOST_BYTES) {
        whole.tryFail(new IOException(address + " answered with more than " + MOST_BYTES + " bytes"));
      } else {
        collected.appendBuffer(chunk);
      }
    });
    response.endHandler(end -> whole.tryComplete(collected));
    return whole.future();
  }

  private Future<JsonNode> parse(Buffer body, URI address) {
    try {
      return Future.succeededFuture(json.readTree(body.getBytes()));
    } catch (IOException e) {
      return Future.failedFuture(new IOException(address + " did not answer with JSON", e));
    }
  }
}
