package io.roundhouse.protocols.mcp.client.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds out which authorization server lets us in to a resource (RFC 9728), and what that server can do (RFC 8414). */
final class Discovery {

  /**
   * Who guards a resource.
   *
   * @param resource how the resource calls itself; tokens are bound to this
   * @param scopes what it says it may need; empty if it says nothing
   * @param server the metadata of the authorization server
   */
  record Found(String resource, Set<String> scopes, AuthorizationServer server) {}

  private final JsonHttp http;
  private final URI target;

  Discovery(JsonHttp http, URI target) {
    this.http = http;
    this.target = target;
  }

  Future<Found> find(Challenge challenge) {
    List<String> places = new ArrayList<>();
    String named = challenge.resourceMetadata();
    if (named != null) {
      places.add(named);
    } else {
      String path = target.getRawPath() == null ? "" : target.getRawPath().replaceAll("/+$", "");
      if (!path.isEmpty()) {
        places.add(origin() + "/.well-known/oauth-protected-resource" + path);
      }
      places.add(origin() + "/.well-known/oauth-protected-resource");
    }
    return first(places, 0, named != null);
  }

  private Future<Found> first(List<String> places, int next, boolean named) {
    if (next == places.size()) {
      return named
          ? Future.failedFuture(new OAuthException("the protected resource metadata at " + places.getFirst() + " cannot be read"))
          : server(origin()).map(server -> new Found(canonical(target.toString()), Set.of(), server));
    }
    URI address;
    try {
      address = JsonHttp.safe(places.get(next), "the protected resource metadata");
    } catch (OAuthException e) {
      return Future.failedFuture(e);
    }
    return http.get(address).compose(reply -> reply.status() == 200 && reply.body().isObject()
        ? resource(reply.body())
        : first(places, next + 1, named));
  }

  private Future<Found> resource(JsonNode metadata) {
    String resource = metadata.path("resource").asText("");
    if (!covers(resource)) {
      return Future.failedFuture(new OAuthException(
          "the protected resource metadata is about '" + resource + "', expected it to be about " + target));
    }
    String issuer = metadata.path("authorization_servers").path(0).asText("");
    if (issuer.isEmpty()) {
      return Future.failedFuture(new OAuthException("the protected resource metadata names no authorization server"));
    }
    Set<String> scopes = new TreeSet<>();
    metadata.path("scopes_supported").forEach(scope -> scopes.add(scope.asText()));
    return server(issuer).map(server -> new Found(resource, scopes, server));
  }

  /** A resource covers the addresses of its own origin at or below its path. */
  private boolean covers(String resource) {
    try {
      URI other = URI.create(resource);
      boolean sameOrigin = target.getScheme().equalsIgnoreCase(other.getScheme())
          && target.getHost().equalsIgnoreCase(other.getHost())
          && port(target) == port(other);
      String path = (other.getRawPath() == null ? "" : other.getRawPath()).replaceAll("/+$", "");
      String ours = target.getRawPath() == null ? "" : target.getRawPath();
      return sameOrigin && other.getRawFragment() == null && (ours.equals(path) || ours.startsWith(path + "/") || path.isEmpty());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Future<AuthorizationServer> server(String issuer) {
    List<URI> places = new ArrayList<>();
    try {
      URI address = JsonHttp.safe(issuer, "the authorization server");
      String origin = address.getScheme() + "://" + address.getRawAuthority();
      String path = (address.getRawPath() == null ? "" : address.getRawPath()).replaceAll("/+$", "");
      places.add(URI.create(origin + "/.well-known/oauth-authorization-server" + path));
      places.add(URI.create(origin + "/.well-known/openid-configuration" + path));
      if (!path.isEmpty()) {
        places.add(URI.create(origin + path + "/.well-known/openid-configuration"));
      }
    } catch (OAuthException e) {
      return Future.failedFuture(e);
    }
    return metadata(issuer, places, 0);
  }

  private Future<AuthorizationServer> metadata(String issuer, List<URI> places, int next) {
    if (next == places.size()) {
      return Future.failedFuture(new OAuthException("authorization server " + issuer + " publishes no metadata"));
    }
    return http.get(places.get(next)).compose(reply -> {
      if (reply.status() != 200 || !reply.body().isObject()) {
        return metadata(issuer, places, next + 1);
      }
      String said = reply.body().path("issuer").asText("");
      return said.equals(issuer)
          ? Future.succeededFuture(new AuthorizationServer(issuer, reply.body()))
          : Future.failedFuture(new OAuthException("the metadata of authorization server " + issuer + " is that of '" + said + "'"));
    });
  }

  private String origin() {
    return target.getScheme() + "://" + target.getRawAuthority();
  }

  private static String canonical(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  private static int port(URI address) {
    return address.getPort() >= 0 ? address.getPort() : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
  }
}
