package io.roundhouse.protocols.a2a.push;

/** A notification did not arrive. Immutable; carries no stack trace. */
final class WebhookException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean worthRetrying;

  private WebhookException(String sentence, boolean worthRetrying) {
    super(sentence, null, false, false);
    this.worthRetrying = worthRetrying;
  }

  /** Trying again may help. */
  static WebhookException forNow(String sentence) {
    return new WebhookException(sentence, true);
  }

  /** Trying again is pointless. */
  static WebhookException forGood(String sentence) {
    return new WebhookException(sentence, false);
  }

  static boolean isWorthRetrying(Throwable failure) {
    return !(failure instanceof WebhookException known) || known.worthRetrying;
  }

  static String sentence(Throwable failure) {
    return failure instanceof WebhookException known && known.getMessage() != null ? known.getMessage() : "no connection, or it broke";
  }
}
