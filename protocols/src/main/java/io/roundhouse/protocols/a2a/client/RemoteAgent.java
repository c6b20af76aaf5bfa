package io.roundhouse.protocols.a2a.client;

import io.roundhouse.protocols.a2a.card.CardVerifier;
import io.roundhouse.toolgraph.Effect;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent of somebody else, to be used like one of ours. Immutable; safe to share.
 *
 * @param name what we call it in our catalog, as an agent and as a tool
 * @param card the address of its card
 * @param headers headers of every request, for example credentials
 * @param timeout how long a task may take, without the time that it waits for answers
 * @param requestTimeout how long one request may take to be answered, other than by a stream
 * @param bindings which bindings may be used: {@code JSONRPC}, {@code HTTP+JSON}; the card's order decides among them
 * @param legacy whether an agent that only speaks 0.3 is taken
 * @param verifier checks the card's signature; null to take cards without one
 * @param refresh how often the card is looked at again
 * @param effect what a second call of the tool would do
 */
public record RemoteAgent(
    String name,
    URI card,
    Map<String, String> headers,
    Duration timeout,
    Duration requestTimeout,
    List<String> bindings,
    boolean legacy,
    @Nullable CardVerifier verifier,
    Duration refresh,
    Effect effect) {

  /** The bindings that are spoken. */
  public static final List<String> BINDINGS = List.of("JSONRPC", "HTTP+JSON");

  public RemoteAgent {
    headers = Map.copyOf(headers);
    bindings = List.copyOf(bindings);
    if (bindings.isEmpty() || !BINDINGS.containsAll(bindings)) {
      throw new IllegalArgumentException("bindings of agent '" + name + "' are " + bindings + ", expected some of " + BINDINGS);
    }
  }

  /** An agent by the address of its card: five minutes for a task, 30 s for a request, a look at the card every five minutes. */
  public static RemoteAgent of(String name, URI card) {
    return new RemoteAgent(name, card, Map.of(), Duration.ofMinutes(5), Duration.ofSeconds(30), BINDINGS, true, null,
        Duration.ofMinutes(5), Effect.IRREVERSIBLE);
  }

  /** The same agent with these headers on every request. */
  public RemoteAgent withHeaders(Map<String, String> newHeaders) {
    return new RemoteAgent(name, card, newHeaders, timeout, requestTimeout, bindings, legacy, verifier, refresh, effect);
  }

  /** The same agent with this long for a task. */
  public RemoteAgent withTimeout(Duration newTimeout) {
    return new RemoteAgent(name, card, headers, newTimeout, requestTimeout, bindings, legacy, verifier, refresh, effect);
  }

  /** The same agent with this long for a request. */
  public RemoteAgent withRequestTimeout(Duration newTimeout) {
    return new RemoteAgent(name, card, headers, timeout, newTimeout, bindings, legacy, verifier, refresh, effect);
  }

  /** The same agent over these bindings only. */
  public RemoteAgent withBindings(List<String> newBindings) {
    return new RemoteAgent(name, card, headers, timeout, requestTimeout, newBindings, legacy, verifier, refresh, effect);
  }

  /** The same agent, taken or not if it only speaks 0.3. */
  public RemoteAgent withLegacy(boolean take) {
    return new RemoteAgent(name, card, headers, timeout, requestTimeout, bindings, take, verifier, refresh, effect);
  }

  /** The same agent, whose card must have a signature that this accepts. */
  public RemoteAgent withVerifier(CardVerifier newVerifier) {
    return new RemoteAgent(name, card, headers, timeout, requestTimeout, bindings, legacy, newVerifier, refresh, effect);
  }

  /** The same agent, whose card is looked at this often. */
  public RemoteAgent withRefresh(Duration often) {
    return new RemoteAgent(name, card, headers, timeout, requestTimeout, bindings, legacy, verifier, often, effect);
  }

  /** The same agent with this effect of its tool. */
  public RemoteAgent withEffect(Effect newEffect) {
    return new RemoteAgent(name, card, headers, timeout, requestTimeout, bindings, legacy, verifier, refresh, newEffect);
  }
}
