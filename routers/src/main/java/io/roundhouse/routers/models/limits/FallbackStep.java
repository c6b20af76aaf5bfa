package io.roundhouse.routers.models.limits;

import io.roundhouse.routers.models.ModelOffer;
import java.time.Duration;

/** What happens after a call failed; every step says why in one sentence and goes into the log. */
public sealed interface FallbackStep {

  /** Why, in one sentence. */
  String reason();

  /** Ask the same model again, after a pause. */
  record Again(ModelOffer offer, Duration pause, String reason) implements FallbackStep {}

  /** Ask another model now. */
  record Next(ModelOffer offer, String reason) implements FallbackStep {}

  /** Tell the caller that it failed. */
  record GiveUp(String reason) implements FallbackStep {}
}
