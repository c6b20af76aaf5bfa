package io.roundhouse.protocols.access;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What the header {@code WWW-Authenticate} (RFC 6750 section 3, RFC 9728 section 5.1) tells a client about how to get in. Immutable.
 *
 * @param publicUrl where clients reach this server; null to take what the client called it
 */
record Challenge(@Nullable URI publicUrl) {

  static final String METADATA = "/.well-known/oauth-protected-resource";

  /** For a request that says nothing about who sends it; says no more than that a bearer is asked for. */
  static final String FIRST = "Bearer realm=\"roundhouse\"";

  /** For credentials that are no good. */
  static String afterBad(String sentence) {
    return FIRST + ", error=\"invalid_token\", error_description=\"" + sentence + "\"";
  }

  /** The parameter that names the metadata of the resource that was asked for. */
  String metadata(HttpServerRequest request) {
    return "resource_metadata=\"" + base(request) + METADATA + safe(request.path()) + "\"";
  }

  /** Where the client reaches this server, without a slash at the end. */
  String base(HttpServerRequest request) {
    URI url = publicUrl;
    return url != null ? url.toString().replaceAll("/+$", "") : safe(request.scheme() + "://" + request.authority());
  }

  /** A header value must not be ended by what the client sent. */
  static String safe(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[^A-Za-z0-9/._~:\\[\\]%-]", "");
  }
}
