package io.roundhouse.routers.agents;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a router may learn from besides what it knows of each agent. Immutable.
 *
 * @param traffic real requests without labels; they show which descriptions are close to everything
 * @param checks requests with the right agent, kept apart from the agents' examples: probabilities, sets and the out-of-scope gate are
 *     set by them. Without any, some of the examples are kept back for it
 */
public record Lessons(List<String> traffic, List<Check> checks) {

  /** No lessons. */
  public static final Lessons NONE = new Lessons(List.of(), List.of());

  /**
   * A request and who should answer it.
   *
   * @param agent null if nobody does
   */
  public record Check(String text, @Nullable String agent) {}

  /** Copies the lists. */
  public Lessons {
    traffic = List.copyOf(traffic);
    checks = List.copyOf(checks);
  }
}
