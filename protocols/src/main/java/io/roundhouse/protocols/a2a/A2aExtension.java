package io.roundhouse.protocols.a2a;

/**
 * An extension of the protocol that the agents declare on their cards. Immutable.
 *
 * @param uri names it
 * @param description what it is for, in one sentence
 * @param required whether a client that does not declare it in {@code A2A-Extensions} is refused
 */
public record A2aExtension(String uri, String description, boolean required) {

  /** Streams are taken up again after a lost connection with {@code Last-Event-ID}. */
  public static final A2aExtension RESUMABLE_STREAMS = new A2aExtension(
      "https://roundhouse.io/a2a/extensions/resumable-streams/v1",
      "SubscribeToTask with the header Last-Event-ID sends what came after that event.",
      false);

  /** A message that is sent twice begins one task. */
  public static final A2aExtension IDEMPOTENT_MESSAGES = new A2aExtension(
      "https://roundhouse.io/a2a/extensions/idempotent-messages/v1",
      "A message with the messageId of an earlier one of the same caller joins the earlier one's task.",
      false);
}
