package io.roundhouse.routers.controller.learn;

import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.controller.ControllerSnapshot.Kind;
import java.util.Map;

/**
 * What training yields. Immutable.
 *
 * @param passed whether it may replace the snapshot in service: on requests held out it is not significantly worse
 * @param reason one sentence
 * @param gains over the best static plan on requests held out, by kind
 */
public record Trained(ControllerSnapshot snapshot, boolean passed, String reason, Map<Kind, ValueEstimate> gains) {

  /** Copies the map. */
  public Trained {
    gains = Map.copyOf(gains);
  }

  /** Returns {@code kind} if it may decide, that is if it is not worse than the best static plan as far as can be told; else static. */
  public Kind guarded(Kind kind) {
    ValueEstimate gain = gains.get(kind);
    return gain != null && gain.low() >= 0 && gain.value() > 0 ? kind : Kind.STATIC;
  }
}
