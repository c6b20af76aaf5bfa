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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all runs share about models: breakers and retry budgets by endpoint, limits, kept answers. Thread-safe. */
final class ModelDesk {

  private final HealthBoard health;
  private final ModelLimits limits;
  private final ResponseCache cache;
  private final Map<String, RetryBudget> retries = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
  private final AtomicLong decisions = new AtomicLong();

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

  /** How many calls of a model are under way in this process. */
  int inFlight(Model model) {
    AtomicInteger count = inFlight.get(model.name());
    return count == null ? 0 : count.get();
  }

  /** Counts a call; the way to count its end is returned. */
  Runnable begin(Model model) {
    AtomicInteger count = inFlight.computeIfAbsent(model.name(), name -> new AtomicInteger());
    count.incrementAndGet();
    return count::decrementAndGet;
  }

  /** A number for each choice of a model, from which turns and draws are derived. */
  long nextDecision() {
    return decisions.incrementAndGet();
  }

  static ToolId endpoint(Model model) {
    return ToolId.of(model.endpoint());
  }
}
