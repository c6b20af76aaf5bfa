package io.roundhouse.runtime.models;

import dev.langchain4j.exception.HttpException;

/** A provider answered with an error status. The message is the provider's and never goes to a caller. */
public final class UpstreamException extends HttpException {

  private static final long serialVersionUID = 1L;

  private final long retryAfterMillis;

  UpstreamException(int status, String body, long retryAfterMillis) {
    super(status, body);
    this.retryAfterMillis = retryAfterMillis;
  }

  /** How long the provider asks to be left alone; 0 if it did not say. */
  public long retryAfterMillis() {
    return retryAfterMillis;
  }
}
