package io.roundhouse.routers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of a choice, where something is known; {@code null} means that nobody knows, never zero. Immutable.
 *
 * @param quality the chance of a good answer, 0 to 1
 * @param costMicros micro-dollars for the whole request
 * @param latency how long the caller waits
 */
public record Estimate(@Nullable Double quality, @Nullable Long costMicros, @Nullable Duration latency) {

  /** Nothing is known. */
  public static final Estimate UNKNOWN = new Estimate(null, null, null);

  /** Throws {@link RoutingException.Invalid} if a known part is out of range. */
  public Estimate {
    if (quality != null) {
      Checks.fraction("the predicted quality", quality);
    }
    if (costMicros != null) {
      Checks.notNegative("the cost", "an estimate", costMicros);
    }
    if (latency != null && latency.isNegative()) {
      throw new RoutingException.Invalid("the predicted latency is %s; expected zero or more".formatted(latency));
    }
  }

  /** Returns an estimate of which only the cost is known. */
  public static Estimate ofCost(long costMicros) {
    return new Estimate(null, costMicros, null);
  }

  /** Returns this estimate with its unknown parts taken from {@code other}. */
  public Estimate or(Estimate other) {
    return new Estimate(
        quality != null ? quality : other.quality,
        costMicros != null ? costMicros : other.costMicros,
        latency != null ? latency : other.latency);
  }
}
