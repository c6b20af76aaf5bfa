package io.roundhouse.protocols.http;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How connections are encrypted: TLS 1.2 and 1.3. Immutable; safe to share. The files are read at the start.
 *
 * @param certificate a PEM file with the server's certificate and those between it and its root
 * @param key a PEM file with the certificate's private key
 * @param clientAuthorities a PEM file with the authorities whose certificates clients must show; null to ask clients for none
 */
public record Tls(Path certificate, Path key, @Nullable Path clientAuthorities) {

  /** A certificate and its key; clients show none. */
  public static Tls of(Path certificate, Path key) {
    return new Tls(certificate, key, null);
  }

  /** The same, letting only clients in that show a certificate of one of these authorities. */
  public Tls withClientAuthorities(Path authorities) {
    return new Tls(certificate, key, authorities);
  }

  /** Encrypts a server's connections. */
  public HttpServerOptions applyTo(HttpServerOptions options) {
    options.setSsl(true)
        .setKeyCertOptions(new PemKeyCertOptions().addCertPath(certificate.toString()).addKeyPath(key.toString()));
    return clientAuthorities == null ? options
        : options.setClientAuth(ClientAuth.REQUIRED).setTrustOptions(new PemTrustOptions().addCertPath(clientAuthorities.toString()));
  }
}
