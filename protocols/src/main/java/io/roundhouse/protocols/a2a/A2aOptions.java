package io.roundhouse.protocols.a2a;

import io.roundhouse.protocols.a2a.card.CardKey;
import io.roundhouse.protocols.a2a.push.PushOptions;
import io.roundhouse.protocols.a2a.wire.ErrorTable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the agents present themselves over A2A, and what they offer there. Immutable; safe to share.
 *
 * @param path what goes before an agent's name in its address
 * @param publicUrl where clients reach this server, for the cards; null to take what the client called us
 * @param defaultAgent whose card {@code /.well-known/agent-card.json} shows; null for the first one by name
 * @param version the agents' version on their cards
 * @param acceptUnversioned whether a request without {@code A2A-Version}, which means 0.3, is taken as 1.0 instead of refused
 * @param legacy whether clients of 0.3 are served too (JSON-RPC); their interface then stands on the cards
 * @param cardMaxAge how long clients may keep a card
 * @param streaming whether tasks can be followed by streams
 * @param push notifications by webhook; null for none
 * @param extendedCard whether callers who said who they are get a card that tells more
 * @param inputModes media types that the agents take; files are taken only of types named here
 * @param extensions extensions of the protocol that the cards declare, besides our own
 * @param errorTable which release's codes of errors are in force
 * @param cardKey the key that cards are signed with; null for unsigned cards
 * @param grpc where the gRPC binding listens; null for none
 */
public record A2aOptions(
    String path,
    @Nullable URI publicUrl,
    @Nullable String defaultAgent,
    String version,
    boolean acceptUnversioned,
    boolean legacy,
    Duration cardMaxAge,
    boolean streaming,
    @Nullable PushOptions push,
    boolean extendedCard,
    List<String> inputModes,
    List<A2aExtension> extensions,
    ErrorTable errorTable,
    @Nullable CardKey cardKey,
    @Nullable GrpcAddress grpc) {

  public A2aOptions {
    inputModes = List.copyOf(inputModes);
    extensions = List.copyOf(extensions);
  }

  /**
   * Where the gRPC binding listens. Immutable.
   *
   * @param host the address to bind
   * @param port the port to bind; 0 takes a free one
   */
  public record GrpcAddress(String host, int port) {}

  /**
   * Path {@code /a2a}, streaming, no push notifications, text and JSON only, cards that may be kept for a minute, unsigned, and no
   * request without a version.
   */
  public static A2aOptions ofDefaults() {
    return new A2aOptions("/a2a", null, null, "0.1.0", false, false, Duration.ofMinutes(1), true, null, false,
        List.of("text/plain", "application/json"), List.of(), ErrorTable.V1_0_1, null, null);
  }

  /** The same options with this address for clients. */
  public A2aOptions withPublicUrl(URI url) {
    return new A2aOptions(path, url, defaultAgent, version, acceptUnversioned, legacy, cardMaxAge, streaming, push, extendedCard,
        inputModes, extensions, errorTable, cardKey, grpc);
  }

  /** The same options with this agent as the default one. */
  public A2aOptions withDefaultAgent(String agent) {
    return new A2aOptions(path, publicUrl, agent, version, acceptUnversioned, legacy, cardMaxAge, streaming, push, extendedCard,
        inputModes, extensions, errorTable, cardKey, grpc);
  }

  /** The same options with this version on the cards. */
  public A2aOptions withVersion(String newVersion) {
    return new A2aOptions(path, publicUrl, defaultAgent, newVersion, acceptUnversioned, legacy, cardMaxAge, streaming, push,
        extendedCard, inputModes, extensions, errorTable, cardKey, grpc);
  }

  /** The same options, taking requests without a version as 1.0 or not. */
  public A2aOptions withAcceptUnversioned(boolean accept) {
    return new A2aOptions(path, publicUrl, defaultAgent, version, accept, legacy, cardMaxAge, streaming, push, extendedCard,
        inputModes, extensions, errorTable, cardKey, grpc);
  }

  /** The same options, serving clients of 0.3 or not. */
  public A2aOptions withLegacy(boolean serve) {
    return new A2aOptions(path, publicUrl, defaultAgent, version, acceptUnversioned, serve, cardMaxAge, streaming, push, extendedCard,
        inputModes, extensions, errorTable, cardKey, grpc);
  }

  /** The same options with cards that may be kept for this long. */
  public A2aOptions withCardMaxAge(Duration age) {
    return new A2aOptions(path, publicUrl, defaultAgent, version, acceptUnversioned, legacy, age, streaming, push, extendedCard,
        inputModes, extensions, errorTable, cardKey, grpc);
  }

  /** The same options, with streams or without. */
  public A2aOptions withStreaming(boolean offer) {
    return new A2aOptions(path, publicUrl, defaultAgent, version, acceptUnversioned, legacy, cardMaxAge, offer, push, extendedCard,
        inputModes, extensions, errorTable, cardKey, grpc);
  }

  /** The same options with push notifications. */
  public A2aOptions withPush(PushOptions newPush) {
    return new A2aOptions(path, publicUrl, defaultAgent, version, acceptUnversioned, legacy, cardMaxAge, streaming, newPush,
        extendedCard, inputModes, extensions, errorTable, cardKey, grpc);
  }

  /** The same options, with extended cards or without. */
  public A2aOptions withExtendedCard(boolean offer) {
    return new A2aOptions(path, publicUrl, defaultAgent, version, acceptUnversioned, legacy, cardMaxAge, streaming, push, offer,
        inputModes, extensions, errorTable, cardKey, grpc);
  }

  /** The same options with these media types taken. */
  public A2aOptions withInputModes(List<String> modes) {
    return new A2aOptions(path, publicUrl, defaultAgent, version, acceptUnversioned, legacy, cardMaxAge, streaming, push, extendedCard,
        modes, extensions, errorTable, cardKey, grpc);
  }

  /** The same options with these extensions declared. */
  public A2aOptions withExtensions(List<A2aExtension> declared) {
    return new A2aOptions(path, publicUrl, defaultAgent, version, acceptUnversioned, legacy, cardMaxAge, streaming, push, extendedCard,
        inputModes, declared, errorTable, cardKey, grpc);
  }

  /** The same options with the error codes of this release. */
  public A2aOptions withErrorTable(ErrorTable table) {
    return new A2aOptions(path, publicUrl, defaultAgent, version, acceptUnversioned, legacy, cardMaxAge, streaming, push, extendedCard,
        inputModes, extensions, table, cardKey, grpc);
  }

  /** The same options with cards signed by this key. */
  public A2aOptions withCardKey(CardKey key) {
    return new A2aOptions(path, publicUrl, defaultAgent, version, acceptUnversioned, legacy, cardMaxAge, streaming, push, extendedCard,
        inputModes, extensions, errorTable, key, grpc);
  }

  /** The same options with the gRPC binding at this address. */
  public A2aOptions withGrpc(String host, int port) {
    return new A2aOptions(path, publicUrl, defaultAgent, version, acceptUnversioned, legacy, cardMaxAge, streaming, push, extendedCard,
        inputModes, extensions, errorTable, cardKey, new GrpcAddress(host, port));
  }

  /** All extensions that the cards declare. */
  List<A2aExtension> declared() {
    List<A2aExtension> all = new java.util.ArrayList<>(extensions);
    if (streaming) {
      all.add(A2aExtension.RESUMABLE_STREAMS);
    }
    all.add(A2aExtension.IDEMPOTENT_MESSAGES);
    return all;
  }
}
