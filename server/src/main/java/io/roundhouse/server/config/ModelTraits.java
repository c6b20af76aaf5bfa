package io.roundhouse.server.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What routing wants to know about a model and its provider does not say. Immutable.
 *
 * @param abilities what it can do besides text: {@code tools}, {@code json}, {@code vision} are asked for by requests; null if it can
 *     do everything
 * @param region where it runs; empty if nobody said
 * @param replicaOf the model that this one is a copy of; empty for none
 * @param joulesPerCall what a call takes in energy; 0 if nobody knows
 */
public record ModelTraits(@Nullable Set<String> abilities, String region, String replicaOf, double joulesPerCall) {

  /** Nothing said. */
  public static final ModelTraits NONE = new ModelTraits(null, "", "", 0);

  /** Copies the abilities. */
  public ModelTraits {
    abilities = abilities == null ? null : Set.copyOf(abilities);
  }
}
