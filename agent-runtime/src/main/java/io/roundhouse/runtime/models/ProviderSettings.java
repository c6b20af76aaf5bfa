package io.roundhouse.runtime.models;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a model is and how to talk to it. Immutable.
 *
 * @param kind the protocol
 * @param baseUrl the address, for OpenAI's protocol up to and with the version; null for the provider's own
 * @param apiKey the credential; null if the address wants none
 * @param model what the provider calls it
 * @param timeout how long one call may take
 * @param stream whether answers may be streamed; false for addresses that cannot
 */
public record ProviderSettings(
    ProviderKind kind, @Nullable URI baseUrl, @Nullable String apiKey, String model, Duration timeout, boolean stream) {

  /** Everything but the credential. */
  @Override
  public String toString() {
    return "%s at %s (%s)".formatted(model, baseUrl == null ? kind : baseUrl, kind);
  }
}
