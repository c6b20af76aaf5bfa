package io.roundhouse.routers;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a decision was taken with, so that it can be taken again. Immutable.
 *
 * @param policies the policy of each stage, also of stages that were not reached
 * @param catalog the version of the catalog of agents and models
 * @param embeddingModel the model that turned text into vectors; {@code null} if none was used
 */
public record Versions(Map<Stage, String> policies, long catalog, @Nullable String embeddingModel) {

  /** Copies the map, in the order of the stages. */
  public Versions {
    Map<Stage, String> ordered = new EnumMap<>(Stage.class);
    ordered.putAll(policies);
    policies = Collections.unmodifiableMap(ordered);
  }
}
