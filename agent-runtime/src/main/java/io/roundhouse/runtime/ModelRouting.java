package io.roundhouse.runtime;

import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Policy;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import java.util.List;
import java.util.Optional;

/**
 * How a model is chosen where nobody names one: for the model {@code auto}, for agents without a model, and for the seats of a front
 * desk. Called on a virtual thread, so it may embed text. Safe to share between runs.
 */
@FunctionalInterface
public interface ModelRouting {

  /**
   * Returns the policy of one decision, which is asked on the same thread.
   *
   * @param call what is to be answered: text, length and demands are known, the vector and the goal are the implementation's to add
   * @param offers the catalog's models, with their load and whether their endpoint is up
   * @throws Exception anything; then the choice is made as without an implementation, and the log says why
   */
  Policy<Optional<ModelProfile>> policy(ModelCall call, List<ModelOffer> offers) throws Exception;

  /** Returns what answers requests for the model {@code auto} in place of one chosen model; empty for one chosen model. */
  default Optional<ModelCascade> cascade() {
    return Optional.empty();
  }

  /**
   * Learns what came of a request, at any later time and in any order. Called on a worker thread, so it may embed text.
   *
   * @param score from 0 to 1
   */
  default void learn(ModelUse use, double score) {}
}
