package io.roundhouse.protocols.openai;

import io.roundhouse.runtime.Budget;
import java.time.Duration;

/**
 * How the endpoint works. Immutable.
 *
 * @param path where it is
 * @param budget the most one request may use
 * @param keepAlive how often a silent stream says that it lives
 * @param maxWaitingBytes how much of a stream may wait for a slow client before it is disconnected
 */
public record OpenAiOptions(String path, Budget budget, Duration keepAlive, int maxWaitingBytes) {

  /** At {@code /v1}, with the default budget, a sign of life every 15 s, and at most 1 MiB waiting. */
  public static OpenAiOptions ofDefaults() {
    return new OpenAiOptions("/v1", Budget.ofDefaults(), Duration.ofSeconds(15), 1 << 20);
  }

  /** The same options with another budget for each request. */
  public OpenAiOptions withBudget(Budget newBudget) {
    return new OpenAiOptions(path, newBudget, keepAlive, maxWaitingBytes);
  }
}
