package io.roundhouse.routers.models;

import io.roundhouse.routers.Choice;
import java.util.List;
import java.util.Optional;

/**
 * Chooses one of the models on offer for a call. Once {@link #settled} a pure function: no state that changes, no clock, no I/O; whoever
 * draws lots derives them from {@link ModelCall#sequence()}. Its choice is among the offers, or nothing with the reason. Every candidate
 * in it carries the true probability with which it was chosen, so that logged decisions can be learned from. Safe to share between
 * threads.
 */
public interface ModelPolicy {

  /**
   * Chooses.
   *
   * @param offers what may be had, in any order; names are unique
   */
  Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers);

  /** Names the policy and its version; it changes whenever the same call and offers may yield another choice. */
  String version();

  /**
   * Returns the policy as it stands: the same unless what it knows is swapped while it is in use, as with snapshots. One decision asks
   * and names one settled policy, so that the version in the log is the one that chose.
   */
  default ModelPolicy settled() {
    return this;
  }
}
