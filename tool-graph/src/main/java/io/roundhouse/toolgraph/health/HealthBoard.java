package io.roundhouse.toolgraph.health;

import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Knows which tools work. One board serves all runs of a process, so that what one run learns protects the others. Safe to use from
 * several threads; every report takes constant time. The board has no clock: times are milliseconds of whatever clock the caller uses
 * everywhere, and must not run backwards.
 */
public final class HealthBoard {

  private final BreakerPolicy policy;
  private final Map<ToolId, ToolHealth> tools = new HashMap<>();
  private final Map<String, Breaker> domains = new HashMap<>();
  private long version;

  private HealthBoard(BreakerPolicy policy) {
    this.policy = policy;
  }

  /** Returns an empty board with the default policy. */
  public static HealthBoard ofDefaults() {
    return of(BreakerPolicy.ofDefaults());
  }

  /** Returns an empty board with that policy. */
  public static HealthBoard of(BreakerPolicy policy) {
    return new HealthBoard(policy);
  }

  /** Tells the board which failure domain the graph's tools belong to. Doing it again changes nothing. */
  public synchronized void register(ToolGraph graph) {
    for (ToolArc arc : graph.tools()) {
      register(arc.id(), arc.domain());
    }
  }

  /** Tells the board that the tool exists and which failure domain it belongs to. */
  public synchronized void register(ToolId tool, @Nullable String domain) {
    ToolHealth health = health(tool);
    if (domain != null && health.domain == null) {
      health.domain = domains.computeIfAbsent(domain, name -> new Breaker(policy));
    }
  }

  /** Returns the number of the latest change. The passing of time alone does not change it. */
  public synchronized long version() {
    return version;
  }

  /** Notes that a call worked. */
  public synchronized void recordSuccess(ToolId tool, long latencyMillis, long nowMillis) {
    ToolHealth health = health(tool);
    health.breaker.success(nowMillis);
    if (health.domain != null) {
      health.domain.success(nowMillis);
    }
    health.learnSuccess(latencyMillis);
    version++;
  }

  /** Notes that a call failed. Classes that say nothing about the tool's condition change nothing. */
  public synchronized void recordFailure(ToolId tool, FailureClass failure, long nowMillis) {
    recordFailure(tool, failure, nowMillis, 0);
  }

  /** Notes that a call failed; {@code retryAfterMillis} counts for {@link FailureClass#RATE_LIMITED}, 0 means the policy's pause. */
  public synchronized void recordFailure(ToolId tool, FailureClass failure, long nowMillis, long retryAfterMillis) {
    ToolHealth health = health(tool);
    version++;
    if (failure == FailureClass.RATE_LIMITED) {
      health.releaseProbe();
      pause(tool, nowMillis + (retryAfterMillis > 0 ? retryAfterMillis : policy.pauseMillis()));
    } else if (!failure.countsAgainstHealth()) {
      health.releaseProbe();
    } else {
      boolean outage = failure == FailureClass.OUTAGE;
      health.learnFailure();
      health.breaker.failure(outage, nowMillis);
      if (health.domain != null && ((outage && policy.outageOpensDomain()) || health.domain.state(nowMillis) == BreakerState.HALF_OPEN)) {
        health.domain.failure(outage, nowMillis);
      }
    }
  }

  /** Leaves the tool alone until that time. */
  public synchronized void pause(ToolId tool, long untilMillis) {
    ToolHealth health = health(tool);
    health.pausedUntil = Math.max(health.pausedUntil, untilMillis);
    version++;
  }

  /** Opens the tool's breaker, whatever it was before; for monitors and operators. */
  public synchronized void trip(ToolId tool, long nowMillis) {
    health(tool).breaker.trip(nowMillis);
    version++;
  }

  /** Closes the tool's breaker and ends its pause, whatever it was before; for monitors and operators. */
  public synchronized void restore(ToolId tool) {
    ToolHealth health = health(tool);
    health.breaker.close();
    health.pausedUntil = Long.MIN_VALUE;
    version++;
  }

  /** Opens the breaker of a failure domain: all its tools are down. */
  public synchronized void tripDomain(String domain, long nowMillis) {
    domains.computeIfAbsent(domain, name -> new Breaker(policy)).trip(nowMillis);
    version++;
  }

  /** Closes the breaker of a failure domain; breakers of single tools stay as they are. */
  public synchronized void restoreDomain(String domain) {
    domains.computeIfAbsent(domain, name -> new Breaker(policy)).close();
    version++;
  }

  /** Returns true if a call would be let through now. */
  public synchronized boolean isCallable(ToolId tool, long nowMillis) {
    ToolHealth health = tools.get(tool);
    return health == null || health.isCallable(nowMillis);
  }

  /** Asks to call the tool now; true means go, and takes the one probe of a half-open breaker. Every go must end in a report. */
  public synchronized boolean tryAcquire(ToolId tool, long nowMillis) {
    ToolHealth health = health(tool);
    if (!health.isCallable(nowMillis)) {
      return false;
    }
    health.acquire(nowMillis);
    return true;
  }

  /** Gives back what {@link #tryAcquire} took when the call was never made. */
  public synchronized void release(ToolId tool) {
    health(tool).releaseProbe();
    version++;
  }

  /** Returns the state of the tool's breaker, or that of its failure domain if that is worse. */
  public synchronized BreakerState state(ToolId tool, long nowMillis) {
    ToolHealth health = tools.get(tool);
    return health == null ? BreakerState.CLOSED : health.state(nowMillis);
  }

  /** Returns when a call may go through again if nobody reports anything before; in the past if it may now. */
  public synchronized long callableAt(ToolId tool) {
    ToolHealth health = tools.get(tool);
    return health == null ? Long.MIN_VALUE : health.callableAt();
  }

  /** Returns until when the tool is paused; in the past if it is not. */
  public synchronized long pausedUntil(ToolId tool) {
    ToolHealth health = tools.get(tool);
    return health == null ? Long.MIN_VALUE : health.pausedUntil;
  }

  /** Returns the learned latency in milliseconds, or -1 if no call has worked yet. */
  public synchronized long latencyMillis(ToolId tool) {
    ToolHealth health = tools.get(tool);
    return health == null ? -1 : health.latencyMillis();
  }

  /** Returns the learned failures per million calls; 0 if none was seen. */
  public synchronized int failurePpm(ToolId tool) {
    ToolHealth health = tools.get(tool);
    return health == null ? 0 : health.failurePpm();
  }

  /** Returns which of the known tools cannot be called now. */
  public synchronized HealthSnapshot snapshot(long nowMillis) {
    Set<ToolId> unavailable = new TreeSet<>();
    tools.forEach((id, health) -> {
      if (!health.isCallable(nowMillis)) {
        unavailable.add(id);
      }
    });
    return new HealthSnapshot(version, unavailable);
  }

  private ToolHealth health(ToolId tool) {
    return tools.computeIfAbsent(tool, id -> new ToolHealth(policy));
  }
}
