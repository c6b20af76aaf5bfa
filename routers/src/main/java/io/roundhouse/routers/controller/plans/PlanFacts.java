package io.roundhouse.routers.controller.plans;

import io.roundhouse.routers.Estimate;
import io.roundhouse.routers.controller.episodes.Plan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one plan over all texts. Immutable.
 *
 * @param tried how many episodes it had
 * @param judged how many of them have a quality
 * @param utility the mean utility in the goal's terms, corrected for how often the plan was chosen where
 * @param quality the mean quality, likewise; {@code null} if no episode has one
 * @param costMicros the mean cost; {@code null} if no episode has one
 * @param seconds the mean time a caller waited; {@code null} if no episode has one
 */
public record PlanFacts(
    Plan plan, int tried, int judged, double utility, @Nullable Double quality, @Nullable Double costMicros, @Nullable Double seconds) {

  private static final double MILLIS = 1e3;

  /** Returns what is expected of the plan where nothing more is known. */
  public Estimate estimate() {
    return new Estimate(
        quality == null ? null : (Double) Math.clamp(quality, 0, 1),
        costMicros == null ? null : (Long) Math.round(Math.max(0, costMicros)),
        seconds == null ? null : Duration.ofMillis(Math.round(Math.max(0, seconds) * MILLIS)));
  }
}
