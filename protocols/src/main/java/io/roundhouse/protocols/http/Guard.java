package io.roundhouse.protocols.http;

import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns away web pages that try to reach us through a visitor's browser: a foreign {@code Origin}, or, on loopback, a {@code Host}
 * that is not ours (DNS rebinding).
 */
final class Guard implements Handler<RoutingContext> {

  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final boolean onLoopback;
  private final Set<String> hosts;
  private final List<String> origins;

  Guard(HttpOptions options) {
    this.onLoopback = isLoopback(options.host());
    this.hosts = Set.copyOf(options.allowedHosts().stream().map(host -> host.toLowerCase(Locale.ROOT)).toList());
    this.origins = options.allowedOrigins();
  }

  @Override
  public void handle(RoutingContext context) {
    String path = context.request().path();
    if (path == null || (path.indexOf('%') >= 0 && BAD_ESCAPE.matcher(path).find())) {
      throw Refusal.of(400, "bad-request", "The path has an escape sequence that cannot be read.");
    }
    String query = context.request().query();
    if (query != null && BAD_ESCAPE.matcher(query).find()) {
      throw Refusal.of(400, "bad-request", "The query has an escape sequence that cannot be read.");
    }
    HostAndPort authority = context.request().authority();
    String host = authority == null ? null : authority.host();
    if ((onLoopback || !hosts.isEmpty()) && !isOurs(host)) {
      throw Refusal.of(403, "host-not-allowed", "The Host header does not name this server; add the name to allowed-hosts.");
    }
    String origin = context.request().getHeader("Origin");
    if (origin != null && !origins.contains(origin) && !isSame(origin, host)) {
      throw Refusal.of(403, "origin-not-allowed", "Web pages of this Origin may not call this server; add it to allowed-origins.");
    }
    context.next();
  }

  private boolean isOurs(@Nullable String host) {
    return host != null && (isLoopback(host) || hosts.contains(host.toLowerCase(Locale.ROOT)));
  }

  private boolean isSame(String origin, @Nullable String host) {
    try {
      String from = URI.create(origin).getHost();
      return from != null && (from.equalsIgnoreCase(host) || (onLoopback && isLoopback(from)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.equals("::1") || name.equals("[::1]") || LOOPBACK.matcher(name).matches();
  }
}
