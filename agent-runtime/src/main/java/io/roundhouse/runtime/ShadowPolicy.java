package io.roundhouse.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Trying out how a front desk's other modes would have answered: a sample of its requests is worked on again in every mode of the desk, in
 * runs of their own that nobody waits for. Their answers go nowhere; their journals are what a controller learns from. Only desks whose
 * agents have no effects take part: prompted agents with no tools but pure ones. Immutable.
 *
 * @param share how many of the requests, 0 to 1
 * @param microsPerHour the most that all these runs of a desk may cost in an hour, in millionths of a US dollar
 * @param judge the model that scores their answers; null to leave them without a score
 */
public record ShadowPolicy(double share, long microsPerHour, @Nullable String judge) {

  /** A run may use this part of an hour's money. */
  public static final int RUNS_PER_HOUR = 20;

  /** Throws {@link CatalogException} if a number is out of range. */
  public ShadowPolicy {
    if (!(share >= 0 && share <= 1) || microsPerHour < 0) {
      throw new CatalogException("shadow runs of a share of " + share + " for " + microsPerHour
          + " millionths of a dollar an hour; expected 0 to 1, and zero or more");
    }
  }

  /** One request in a hundred, for a dollar an hour, without scores. */
  public static ShadowPolicy ofDefaults() {
    return new ShadowPolicy(0.01, 1_000_000, null);
  }
}
