package io.roundhouse.protocols.a2a;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the agents present themselves over A2A. Immutable; safe to share.
 *
 * @param path what goes before an agent's name in its address
 * @param publicUrl where clients reach this server, for the cards; null to take what the client called us
 * @param defaultAgent whose card {@code /.well-known/agent-card.json} shows; null for the first one by name
 * @param version the agents' version on their cards
 * @param acceptUnversioned whether a request without {@code A2A-Version}, which means 0.3, is taken as 1.0 instead of refused
 * @param cardMaxAge how long clients may keep a card
 */
public record A2aOptions(
    String path,
    @Nullable URI publicUrl,
    @Nullable String defaultAgent,
    String version,
    boolean acceptUnversioned,
    Duration cardMaxAge) {

  /** Path {@code /a2a}, cards that may be kept for a minute, and no request without a version. */
  public static A2aOptions ofDefaults() {
    return new A2aOptions("/a2a", null, null, "0.1.0", false, Duration.ofMinutes(1));
  }

  /** The same options with this address for clients. */
  public A2aOptions withPublicUrl(URI url) {
    return new A2aOptions(path, url, defaultAgent, version, acceptUnversioned, cardMaxAge);
  }

  /** The same options with this agent as the default one. */
  public A2aOptions withDefaultAgent(String agent) {
    return new A2aOptions(path, publicUrl, agent, version, acceptUnversioned, cardMaxAge);
  }

  /** The same options with this version on the cards. */
  public A2aOptions withVersion(String newVersion) {
    return new A2aOptions(path, publicUrl, defaultAgent, newVersion, acceptUnversioned, cardMaxAge);
  }

  /** The same options, taking requests without a version as 1.0 or not. */
  public A2aOptions withAcceptUnversioned(boolean accept) {
    return new A2aOptions(path, publicUrl, defaultAgent, version, accept, cardMaxAge);
  }
}
