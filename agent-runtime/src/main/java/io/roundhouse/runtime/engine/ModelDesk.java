package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.models.Embedder;
import io.roundhouse.runtime.models.ModelLimits;
import io.roundhouse.runtime.models.ResponseCache;
import io.roundhouse.runtime.models.RetryBudget;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.BreakerPolicy;
import io.roundhouse.toolgraph.health.HealthBoard;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all runs share about models: breakers and retry budgets by endpoint, limits, kept answers. Thread-safe. */
final class ModelDesk {

  private final HealthBoard health;
  private final ModelLimits limits;
  private final ResponseCache cache;
  private final Map<String, RetryBudget> retries = new ConcurrentHashMap<>();

  ModelDesk(Clock clock, BreakerPolicy breaker, @Nullable Embedder embedder) {
    this.health = HealthBoard.of(breaker);
    this.limits = new ModelLimits(clock);
    this.cache = new ResponseCache(clock, embedder);
  }

  HealthBoard health() {
    return health;
  }

  ModelLimits limits() {
    return limits;
  }

  ResponseCache cache() {
    return cache;
  }

  RetryBudget retries(Model model) {
    return retries.computeIfAbsent(model.endpoint(), name -> new RetryBudget());
  }

  static ToolId endpoint(Model model) {
    return ToolId.of(model.endpoint());
  }
}
