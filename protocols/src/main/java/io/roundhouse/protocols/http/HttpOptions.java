package io.roundhouse.protocols.http;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the front listens and how much it takes from a client. Immutable; safe to share.
 *
 * @param host the address to bind; a loopback address also turns on the check of the {@code Host} header
 * @param port the port to bind; 0 takes a free one
 * @param maxBodyBytes the largest request body
 * @param maxHeaderBytes the largest block of request headers, and the longest request line
 * @param maxJsonDepth how deep arrays and objects may nest
 * @param bodyTimeout how long a client may take to send a body
 * @param allowedHosts names a client may use for us besides loopback ones; empty on a public address means any
 * @param allowedOrigins origins of web pages that may call us besides our own, for example {@code https://desk.example.com}
 * @param eventLoops how many event loops accept connections
 * @param tls how connections are encrypted; null for plain ones
 */
public record HttpOptions(
    String host,
    int port,
    int maxBodyBytes,
    int maxHeaderBytes,
    int maxJsonDepth,
    Duration bodyTimeout,
    List<String> allowedHosts,
    List<String> allowedOrigins,
    int eventLoops,
    @Nullable Tls tls) {

  public HttpOptions {
    allowedHosts = List.copyOf(allowedHosts);
    allowedOrigins = List.copyOf(allowedOrigins);
    atLeast("port", port, 0);
    atLeast("max-body-bytes", maxBodyBytes, 1);
    atLeast("max-header-bytes", maxHeaderBytes, 256);
    atLeast("max-json-depth", maxJsonDepth, 1);
    atLeast("event-loops", eventLoops, 1);
  }

  /** Loopback, port 8080, bodies of 1 MiB, headers of 16 KiB, 64 levels of JSON, and an event loop per processor. */
  public static HttpOptions ofDefaults() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new HttpOptions(
        "127.0.0.1", 8080, 1 << 20, 16 << 10, 64, Duration.ofSeconds(30), List.of(), List.of(), processors, null);
  }

  /** The same options on this address. */
  public HttpOptions withHost(String newHost) {
    return new HttpOptions(
        newHost, port, maxBodyBytes, maxHeaderBytes, maxJsonDepth, bodyTimeout, allowedHosts, allowedOrigins, eventLoops, tls);
  }

  /** The same options on this port. */
  public HttpOptions withPort(int newPort) {
    return new HttpOptions(
        host, newPort, maxBodyBytes, maxHeaderBytes, maxJsonDepth, bodyTimeout, allowedHosts, allowedOrigins, eventLoops, tls);
  }

  /** The same options with bodies of at most this many bytes. */
  public HttpOptions withMaxBodyBytes(int bytes) {
    return new HttpOptions(host, port, bytes, maxHeaderBytes, maxJsonDepth, bodyTimeout, allowedHosts, allowedOrigins, eventLoops, tls);
  }

  /** The same options with this long for a client to send a body. */
  public HttpOptions withBodyTimeout(Duration timeout) {
    return new HttpOptions(
        host, port, maxBodyBytes, maxHeaderBytes, maxJsonDepth, timeout, allowedHosts, allowedOrigins, eventLoops, tls);
  }

  /** The same options with these names for us besides loopback ones. */
  public HttpOptions withAllowedHosts(List<String> hosts) {
    return new HttpOptions(
        host, port, maxBodyBytes, maxHeaderBytes, maxJsonDepth, bodyTimeout, hosts, allowedOrigins, eventLoops, tls);
  }

  /** The same options with these web pages allowed to call us. */
  public HttpOptions withAllowedOrigins(List<String> origins) {
    return new HttpOptions(
        host, port, maxBodyBytes, maxHeaderBytes, maxJsonDepth, bodyTimeout, allowedHosts, origins, eventLoops, tls);
  }

  /** The same options on this many event loops. */
  public HttpOptions withEventLoops(int loops) {
    return new HttpOptions(
        host, port, maxBodyBytes, maxHeaderBytes, maxJsonDepth, bodyTimeout, allowedHosts, allowedOrigins, loops, tls);
  }

  /** The same options with encrypted connections. */
  public HttpOptions withTls(Tls newTls) {
    return new HttpOptions(
        host, port, maxBodyBytes, maxHeaderBytes, maxJsonDepth, bodyTimeout, allowedHosts, allowedOrigins, eventLoops, newTls);
  }

  /** Whether only this machine reaches a server that listens on this address. */
  public static boolean isLoopback(String host) {
    return Guard.isLoopback(host);
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + ", expected at least " + least);
    }
  }
}
