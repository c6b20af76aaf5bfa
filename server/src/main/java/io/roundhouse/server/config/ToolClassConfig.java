package io.roundhouse.server.config;

import io.roundhouse.toolgraph.Effect;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Java class whose {@code @Tool} methods join the catalog. Immutable.
 *
 * @param object what the methods are called on
 * @param prefix comes before the name of every tool; may be empty
 * @param effect what calls do, unless {@code effects} says otherwise; null leaves it to the method
 * @param effects what calls do, by method name without prefix
 * @param timeout how long a call may take, unless {@code timeouts} says otherwise; null for the runtime's default
 * @param timeouts how long a call may take, by method name without prefix
 */
public record ToolClassConfig(JavaObject object, String prefix, @Nullable Effect effect,
    Map<String, Effect> effects, @Nullable Duration timeout, Map<String, Duration> timeouts) {

  public ToolClassConfig {
    effects = Map.copyOf(effects);
    timeouts = Map.copyOf(timeouts);
  }

  /** What calls of the tool of this name, without prefix, do. */
  public Optional<Effect> effectOf(String tool) {
    return Optional.ofNullable(effects.getOrDefault(tool, effect));
  }

  /** How long a call of the tool of this name, without prefix, may take. */
  public Optional<Duration> timeoutOf(String tool) {
    return Optional.ofNullable(timeouts.getOrDefault(tool, timeout));
  }
}
