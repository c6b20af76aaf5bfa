package io.roundhouse.protocols.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Endpoint;
import io.roundhouse.protocols.http.ErrorFormat;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.Replies;
import io.roundhouse.protocols.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells clients which authorization servers can let them in, at {@code /.well-known/oauth-protected-resource} and below it for each
 * path of ours (RFC 9728 section 3). Thread-safe. Add it to the front after the other endpoints.
 */
public final class ResourceMetadata implements Endpoint {

  private final Access access;
  private final Challenge challenge;
  private List<String> paths = List.of();

  private ResourceMetadata(Access access, @Nullable URI publicUrl) {
    this.access = access;
    this.challenge = new Challenge(publicUrl);
  }

  /** An endpoint that tells of this access. */
  public static ResourceMetadata of(Access access, @Nullable URI publicUrl) {
    return new ResourceMetadata(access, publicUrl);
  }

  @Override
  public void mount(Routes routes) {
    if (!access.options().issuers().isEmpty()) {
      paths = routes.guarded();
      routes.open(Challenge.METADATA, ErrorFormat.PLAIN, Map.of(HttpMethod.GET, context -> tell(context, "")));
      routes.open(Challenge.METADATA + "/*", ErrorFormat.PLAIN, Map.of(HttpMethod.GET, this::tellOfPath));
    }
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  private void tellOfPath(RoutingContext context) {
    String path = context.normalizedPath().substring(Challenge.METADATA.length());
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (!trimmed.isEmpty() && paths.stream().noneMatch(pattern -> fits(pattern, trimmed))) {
      throw Refusal.of(404, "not-found", "There is no protected resource at this path.");
    }
    tell(context, trimmed);
  }

  /** Whether a path is one of a route such as {@code /a2a/:agent}. */
  private static boolean fits(String pattern, String path) {
    String[] wanted = pattern.split("/", -1);
    String[] given = path.split("/", -1);
    boolean open = pattern.endsWith("*");
    if (open ? given.length < wanted.length - 1 : given.length != wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length - (open ? 1 : 0); i++) {
      if (!wanted[i].startsWith(":") && !wanted[i].equals(given[i])) {
        return false;
      }
    }
    return true;
  }

  private void tell(RoutingContext context, String path) {
    ObjectNode document = JsonNodeFactory.instance.objectNode()
        .put("resource", challenge.base(context.request()) + Challenge.safe(path))
        .put("resource_name", "Roundhouse");
    ArrayNode servers = document.putArray("authorization_servers");
    access.options().issuers().forEach(issuer -> servers.add(issuer.issuer().toString()));
    ArrayNode scopes = document.putArray("scopes_supported");
    access.rules().scopes().forEach(scopes::add);
    document.putArray("bearer_methods_supported").add("header");
    context.response().putHeader("Cache-Control", "public, max-age=300");
    Replies.json(context, 200, document);
  }
}
