package io.roundhouse.protocols.mcp.client.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Small JSON documents over HTTPS; plain HTTP only on this machine. Follows no redirects. */
final class JsonHttp {

  /** What came back; the body is missing if it was no JSON. */
  record Reply(int status, JsonNode body) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BODY = 1 << 20;
  private static final long TIMEOUT_MILLIS = 15_000;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private final HttpClient client;

  JsonHttp(Vertx vertx) {
    HttpClientOptions options = new HttpClientOptions().setConnectTimeout((int) TIMEOUT_MILLIS).setKeepAliveTimeout(5);
    client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(4).setMaxWaitQueueSize(100));
  }

  Future<Reply> get(URI address) {
    return send(HttpMethod.GET, address, Map.of("Accept", "application/json"), null);
  }

  Future<Reply> post(URI address, JsonNode body) {
    return send(HttpMethod.POST, address, Map.of("Accept", "application/json", "Content-Type", "application/json"),
        Buffer.buffer(body.toString()));
  }

  Future<Reply> form(URI address, Map<String, String> form, @Nullable String authorization) {
    Map<String, String> headers = new HashMap<>(
        Map.of("Accept", "application/json", "Content-Type", "application/x-www-form-urlencoded"));
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    return send(HttpMethod.POST, address, headers, Buffer.buffer(encoded(form)));
  }

  static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  static boolean isLoopback(URI address) {
    return address.getHost() != null && LOOPBACK.contains(address.getHost());
  }

  /** An address that secrets may go to. */
  static URI safe(String text, String what) {
    URI address;
    try {
      address = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new OAuthException(what + " is not an address");
    }
    boolean https = "https".equalsIgnoreCase(address.getScheme()) && address.getHost() != null;
    if (!https && !("http".equalsIgnoreCase(address.getScheme()) && isLoopback(address))) {
      throw new OAuthException(what + " '" + text + "' is no https address");
    }
    return address;
  }

  private Future<Reply> send(HttpMethod method, URI address, Map<String, String> headers, @Nullable Buffer body) {
    RequestOptions options = new RequestOptions().setMethod(method).setAbsoluteURI(address.toString()).setTimeout(TIMEOUT_MILLIS);
    headers.forEach(options::putHeader);
    return client.request(options)
        .compose(request -> body == null ? request.send() : request.send(body))
        .compose(JsonHttp::reply)
        .recover(why -> Future.failedFuture(why instanceof OAuthException ? why : new OAuthException(
            address.getHost() + " cannot be reached or broke off")));
  }

  private static Future<Reply> reply(HttpClientResponse response) {
    Promise<Reply> done = Promise.promise();
    Buffer collected = Buffer.buffer();
    response.exceptionHandler(done::tryFail);
    response.handler(chunk -> {
      if (collected.length() + chunk.length() > MAX_BODY) {
        done.tryFail(new OAuthException("an answer of more than " + MAX_BODY + " bytes was not read"));
        response.request().reset();
      } else {
        collected.appendBuffer(chunk);
      }
    });
    response.endHandler(end -> done.tryComplete(new Reply(response.statusCode(), parsed(collected))));
    return done.future();
  }

  private static JsonNode parsed(Buffer body) {
    try {
      JsonNode json = JSON.readTree(body.toString(StandardCharsets.UTF_8));
      return json == null ? MissingNode.getInstance() : json;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  Future<Void> close() {
    return client.close();
  }
}
