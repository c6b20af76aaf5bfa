package io.roundhouse.protocols.a2a;

import io.roundhouse.protocols.a2a.task.StreamEvent;
import io.roundhouse.protocols.a2a.wire.A2aError;
import io.roundhouse.protocols.http.Principal;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the headers of a request say about its terms: version, extensions, where a stream goes on. */
final class Caller {

  static final String VERSION = "1.0";
  static final String LEGACY = "0.3";
  static final String VERSION_HEADER = "A2A-Version";
  static final String EXTENSIONS_HEADER = "A2A-Extensions";

  private static final int MOST_EXTENSIONS = 64;

  private final A2aOptions options;

  Caller(A2aOptions options) {
    this.options = options;
  }

  CallScope scope(RoutingContext context, HostedAgent agent) {
    HttpServerRequest request = context.request();
    Principal principal = Principal.of(context);
    String last = request.getHeader("Last-Event-ID");
    StreamEvent.Place place = last == null ? null : StreamEvent.Place.parse(last.strip());
    return new CallScope(agent, name(principal), principal.authenticated(), extensions(request.getHeader(EXTENSIONS_HEADER)), place,
        base(request));
  }

  static String name(Principal principal) {
    return principal.caller("a2a");
  }

  static Set<String> extensions(@Nullable String header) {
    return header == null ? Set.of() : Arrays.stream(header.split(",", -1)).map(String::strip).filter(uri -> !uri.isEmpty())
        .limit(MOST_EXTENSIONS).collect(Collectors.toUnmodifiableSet());
  }

  /** Where clients reach this server: what is configured, otherwise what the client called us. */
  String base(@Nullable HttpServerRequest request) {
    if (options.publicUrl() != null) {
      return options.publicUrl().toString().replaceAll("/+$", "");
    }
    return request == null ? "http://localhost" : request.scheme() + "://" + request.authority();
  }

  /** Tells the client which of the extensions it declared are in force. */
  void announce(RoutingContext context, CallScope scope) {
    String active = options.declared().stream().filter(scope::declares).map(A2aExtension::uri).collect(Collectors.joining(", "));
    if (!active.isEmpty()) {
      context.response().putHeader(EXTENSIONS_HEADER, active);
    }
  }

  /** Whether the request is one of 0.3, which is also what no version means. */
  boolean isLegacy(HttpServerRequest request) {
    return options.legacy() && (version(request).isEmpty() || version(request).equals(LEGACY));
  }

  void requireVersion(HttpServerRequest request) {
    requireVersion(version(request));
  }

  void requireVersion(String given) {
    if (given.isEmpty() ? !options.acceptUnversioned() : !given.equals(VERSION)) {
      throw A2aError.VERSION_NOT_SUPPORTED.fault("This agent speaks A2A " + VERSION
          + (given.isEmpty() ? "; a request without the header A2A-Version means 0.3." : " only."));
    }
  }

  private static String version(HttpServerRequest request) {
    String header = request.getHeader(VERSION_HEADER);
    return header == null ? request.getParam(VERSION_HEADER, "").strip() : header.strip();
  }
}
