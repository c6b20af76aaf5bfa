package io.roundhouse.server.config;

import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelPolicy;
import io.roundhouse.runtime.models.ProviderSettings;

/**
 * A language model of a provider. Immutable.
 *
 * @param name what agents call it
 * @param description what it is good at
 * @param provider where it is and how to talk to it
 * @param price what it costs
 * @param contextTokens how many tokens fit into one request with its answer
 * @param policy retries, fallbacks, limits and cache
 */
public record ModelConfig(
    String name, String description, ProviderSettings provider, Model.Price price, int contextTokens, ModelPolicy policy) {

  /** Everything but the credential. */
  @Override
  public String toString() {
    return "model '%s' (%s)".formatted(name, provider);
  }
}
