package io.roundhouse.protocols.a2a.push;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends one notification to one webhook. Redirects are followed only if they keep the method, and are checked like the first address. */
final class Webhooks {

  private static final int MOST_REDIRECTS = 3;
  private static final int MOST_CONNECTIONS = 8;

  private final HttpClientAgent client;
  private final TargetGuard guard;
  private final Duration timeout;

  Webhooks(Vertx vertx, TargetGuard guard, Duration timeout) {
    this.client = vertx.createHttpClient(
        new HttpClientOptions().setConnectTimeout((int) timeout.toMillis()), new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
    this.guard = guard;
    this.timeout = timeout;
  }

  Future<Void> send(JsonNode config, JsonNode event) {
    return send(config.path("url").asText(""), config, Buffer.buffer(event.toString()), MOST_REDIRECTS);
  }

  private Future<Void> send(String url, JsonNode config, Buffer body, int redirects) {
    return guard.check(url).compose(target -> post(client, target, config, body)).compose(answer -> {
      int status = answer.status();
      if (status >= 200 && status < 300) {
        return Future.succeededFuture();
      }
      if ((status == 307 || status == 308) && answer.location() != null) {
        return redirects == 0
            ? Future.failedFuture(WebhookException.forGood("the webhook redirects in a circle"))
            : redirected(url, answer.location(), config, body, redirects - 1);
      }
      String sentence = "the webhook answered with status " + status;
      boolean passing = status >= 500 || status == 429 || status == 408;
      return Future.failedFuture(passing ? WebhookException.forNow(sentence) : WebhookException.forGood(sentence));
    });
  }

  private Future<Void> redirected(String from, String location, JsonNode config, Buffer body, int redirects) {
    URI next;
    try {
      next = URI.create(from).resolve(location);
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(WebhookException.forGood("the webhook redirects to something that is no address"));
    }
    boolean elsewhere = !String.valueOf(next.getAuthority()).equals(URI.create(from).getAuthority());
    JsonNode credentialFree = elsewhere ? config.deepCopy() : config;
    if (elsewhere && credentialFree instanceof com.fasterxml.jackson.databind.node.ObjectNode object) {
      object.remove("authentication");
      object.remove("token");
    }
    return send(next.toString(), credentialFree, body, redirects);
  }

  private record Answer(int status, @Nullable String location) {}

  private Future<Answer> post(HttpClient from, TargetGuard.Target target, JsonNode config, Buffer body) {
    String path = target.url().getRawPath();
    String query = target.url().getRawQuery();
    RequestOptions options = new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost(target.host())
        .setPort(target.port())
        .setSsl(target.tls())
        .setServer(SocketAddress.inetSocketAddress(new java.net.InetSocketAddress(target.address(), target.port())))
        .setURI((path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query))
        .setFollowRedirects(false)
        .setConnectTimeout(timeout.toMillis())
        .setIdleTimeout(timeout.toMillis())
        .putHeader("Content-Type", "application/a2a+json")
        .putHeader("A2A-Version", "1.0");
    JsonNode authentication = config.path("authentication");
    if (authentication.isObject()) {
      options.putHeader("Authorization", authentication.path("scheme").asText("") + " " + authentication.path("credentials").asText(""));
    }
    if (config.path("token").isTextual()) {
      options.putHeader("X-A2A-Notification-Token", config.get("token").textValue());
    }
    return from.request(options)
        .compose(request -> request.send(body))
        .compose(response -> response.end().otherwiseEmpty().map(new Answer(response.statusCode(), response.getHeader("Location"))))
        .timeout(timeout.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  Future<Void> close() {
    return client.close();
  }
}
