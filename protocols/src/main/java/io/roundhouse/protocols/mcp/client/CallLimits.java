package io.roundhouse.protocols.mcp.client;

/**
 * How many calls a server gets at a time. Immutable.
 *
 * @param concurrent how many calls may be under way
 * @param waiting how many more may wait for their turn; a call beyond them fails at once as rate-limited
 */
public record CallLimits(int concurrent, int waiting) {

  public CallLimits {
    if (concurrent < 1 || waiting < 0) {
      throw new IllegalArgumentException(
          "limits are " + concurrent + " calls at a time and " + waiting + " waiting, expected at least 1 and 0");
    }
  }

  /** 128 calls at a time and 1,000 waiting. */
  public static CallLimits ofDefaults() {
    return new CallLimits(128, 1_000);
  }
}
