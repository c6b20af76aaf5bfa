package io.roundhouse.routers.controller.episodes;

import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.models.Goal;
import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What came of an episode, as far as it is known; {@code null} means not known (yet), never zero. Immutable.
 *
 * @param quality how good the answer was, 0 to 1; feedback often comes late or never
 * @param costMicros micro-dollars for the whole request
 * @param latency how long the caller waited
 */
public record Reward(@Nullable Double quality, @Nullable Long costMicros, @Nullable Duration latency) {

  /** Nothing is known yet. */
  public static final Reward UNKNOWN = new Reward(null, null, null);

  private static final double MICROS = 1e6;

  /** Throws {@link RoutingException.Invalid} if a known part is out of range. */
  public Reward {
    if (quality != null && !(quality >= 0 && quality <= 1)) {
      throw new RoutingException.Invalid("the quality of an episode is %s; expected a number from 0 to 1".formatted(quality));
    }
    if ((costMicros != null && costMicros < 0) || (latency != null && latency.isNegative())) {
      throw new RoutingException.Invalid(
          "an episode cost %s micro-dollars and took %s; expected zero or more".formatted(costMicros, latency));
    }
  }

  /** Returns this reward with its unknown parts taken from {@code other}. */
  public Reward or(Reward other) {
    return new Reward(
        quality != null ? quality : other.quality,
        costMicros != null ? costMicros : other.costMicros,
        latency != null ? latency : other.latency);
  }

  /** Returns quality minus what cost and waiting are worth to {@code goal}; empty while a part that counts there is unknown. */
  public OptionalDouble utility(Goal goal) {
    if (quality == null || (goal.perDollar() > 0 && costMicros == null) || (goal.perSecond() > 0 && latency == null)) {
      return OptionalDouble.empty();
    }
    double dollars = costMicros == null ? 0 : costMicros / MICROS;
    double seconds = latency == null ? 0 : latency.toMillis() / 1000.0;
    return OptionalDouble.of(quality - goal.perDollar() * dollars - goal.perSecond() * seconds);
  }
}
