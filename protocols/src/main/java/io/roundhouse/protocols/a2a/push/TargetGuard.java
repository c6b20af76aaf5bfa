package io.roundhouse.protocols.a2a.push;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps clients from making us call what they cannot reach themselves (server-side request forgery; A2A specification, section 13.2). A
 * name is resolved once, every address it has must be public, and the call goes to the very address that was checked. Thread-safe.
 */
public final class TargetGuard {

  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|0x[0-9a-f.x]+|\\[.*]");
  private static final List<String> INSIDE = List.of("localhost", ".localhost", ".local", ".internal", ".lan", ".home.arpa");

  private final Names names;
  private final Set<String> allowed;

  /** Finds the addresses of a name. */
  @FunctionalInterface
  public interface Names {
    /** All addresses; the future fails with an {@link UnknownHostException} if there are none. */
    Future<List<InetAddress>> resolve(String host);
  }

  TargetGuard(Names names, List<String> allowed) {
    this.names = names;
    this.allowed = Set.copyOf(allowed.stream().map(target -> target.toLowerCase(Locale.ROOT)).toList());
  }

  /** Asks the system's resolver. */
  static Names system(Vertx vertx) {
    return host -> vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false);
  }

  /** Where to go: the address that was checked. */
  record Target(URI url, String host, int port, boolean tls, InetAddress address) {}

  /** What is wrong with an address as it is written; null if nothing is. */
  @Nullable String complaint(String url) {
    URI uri = parsed(url);
    if (uri == null) {
      return "The webhook must be an http or https address with a host and without user and password.";
    }
    String host = host(uri);
    if (isAllowed(uri)) {
      return null;
    }
    boolean inside = INSIDE.stream().anyMatch(name -> name.startsWith(".") ? host.endsWith(name) : host.equals(name));
    if (inside || (LITERAL.matcher(host).matches() && !isPublicLiteral(host))) {
      return "The webhook is not on a public address; ask this server's operator to allow it.";
    }
    return null;
  }

  /** The target of an address; the future fails with a {@link WebhookException} if it must not be called. */
  Future<Target> check(String url) {
    String complaint = complaint(url);
    URI uri = parsed(url);
    if (complaint != null || uri == null) {
      return Future.failedFuture(WebhookException.forGood(complaint == null ? "not an address" : complaint));
    }
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    String host = host(uri);
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return names.resolve(bare)
        .recover(unknown -> Future.failedFuture(WebhookException.forNow("the host has no address")))
        .compose(addresses -> {
          boolean good = !addresses.isEmpty() && (isAllowed(uri) || addresses.stream().allMatch(PublicAddresses::isPublic));
          return good
              ? Future.succeededFuture(new Target(uri, bare, port(uri), tls, addresses.getFirst()))
              : Future.failedFuture(WebhookException.forGood("the host has an address that is not public"));
        });
  }

  private boolean isAllowed(URI uri) {
    String host = host(uri);
    return allowed.contains(host) || allowed.contains(host + ":" + port(uri));
  }

  private static boolean isPublicLiteral(String host) {
    try {
      return PublicAddresses.isPublic(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String host(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static int port(URI uri) {
    return uri.getPort() > 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  private static @Nullable URI parsed(String url) {
    try {
      URI uri = new URI(url);
      boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null && uri.getRawUserInfo() == null && url.length() <= 2_048 ? uri : null;
    } catch (java.net.URISyntaxException e) {
      return null;
    }
  }
}
