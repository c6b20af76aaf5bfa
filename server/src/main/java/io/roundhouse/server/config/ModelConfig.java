package io.roundhouse.server.config;

import io.roundhouse.runtime.Model;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A language model behind an OpenAI-compatible address. Immutable.
 *
 * @param name what agents call it
 * @param description what it is good at
 * @param baseUrl the address, up to and with the version; null for OpenAI itself
 * @param apiKey the credential; null if the address wants none
 * @param model what the provider calls it
 * @param price what it costs
 * @param contextTokens how many tokens fit into one request with its answer
 * @param timeout how long one call may take
 */
public record ModelConfig(String name, String description, @Nullable URI baseUrl, @Nullable String apiKey, String model,
    Model.Price price, int contextTokens, Duration timeout) {

  /** Everything but the credential. */
  @Override
  public String toString() {
    return "model '%s' (%s at %s)".formatted(name, model, baseUrl == null ? "OpenAI" : baseUrl);
  }
}
