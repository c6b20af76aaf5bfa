package io.roundhouse.toolgraph.health;

import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.internal.Bits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows which tools work. One board serves all runs of a process, so that what one run learns protects the others. Safe to use from
 * several threads; every report takes constant time. The board has no clock: times are milliseconds of whatever clock the caller uses
 * everywhere, and must not run backwards.
 */
public final class HealthBoard {

  /** A change that may concern every tool. */
  static final int EVERY_TOOL = -1;
  private static final int REMEMBERED_CHANGES = 64;

  private final BreakerPolicy policy;
  private final MonitorPolicy monitors;
  private final Map<ToolId, ToolHealth> tools = new HashMap<>();
  private final Map<String, Breaker> domains = new HashMap<>();
  private final Map<GraphIndex, GraphHealth> graphs = new WeakHashMap<>();
  private final int[] changes = new int[REMEMBERED_CHANGES];
  private long version;
  private long learned;

  private HealthBoard(BreakerPolicy policy, MonitorPolicy monitors) {
    this.policy = policy;
    this.monitors = monitors;
  }

  /** Returns an empty board with the default policies. */
  public static HealthBoard ofDefaults() {
    return of(BreakerPolicy.ofDefaults());
  }

  /** Returns an empty board with that policy for breakers. */
  public static HealthBoard of(BreakerPolicy policy) {
    return of(policy, MonitorPolicy.ofDefaults());
  }

  /** Returns an empty board with these policies for breakers and for the signals of monitors. */
  public static HealthBoard of(BreakerPolicy policy, MonitorPolicy monitors) {
    return new HealthBoard(policy, monitors);
  }

  /** Returns this board as the tools of one graph, by number; registers the tools when it sees the graph for the first time. */
  public synchronized GraphHealth forGraph(ToolGraph graph) {
    GraphHealth known = graphs.get(graph.index());
    if (known == null) {
      ToolHealth[] byNumber = new ToolHealth[graph.index().toolCount()];
      for (int tool = 0; tool < byNumber.length; tool++) {
        ToolArc arc = graph.index().arc(tool);
        register(arc.id(), arc.domain());
        byNumber[tool] = health(arc.id());
      }
      known = new GraphHealth(this, byNumber, tools.size(), graph.index().weights(), graph);
      graphs.put(graph.index(), known);
    }
    return known;
  }

  /** Tells the board which failure domain the graph's tools belong to. Doing it again changes nothing. */
  public void register(ToolGraph graph) {
    forGraph(graph);
  }

  /** Tells the board that the tool exists and which failure domain it belongs to. */
  public synchronized void register(ToolId tool, @Nullable String domain) {
    ToolHealth health = health(tool);
    if (domain != null && health.domain == null) {
      health.domain = domain(domain);
      changed(EVERY_TOOL);
    }
  }

  /** Returns the number of the latest change. The passing of time alone does not change it. */
  public synchronized long version() {
    return version;
  }

  /** Notes that a call worked. */
  public synchronized void recordSuccess(ToolId tool, long latencyMillis, long nowMillis) {
    success(health(tool), latencyMillis, nowMillis);
  }

  /** Notes that a call failed. Classes that say nothing about the tool's condition change nothing. */
  public synchronized void recordFailure(ToolId tool, FailureClass failure, long nowMillis) {
    failure(health(tool), failure, nowMillis, 0);
  }

  /** Notes that a call failed; {@code retryAfterMillis} counts for {@link FailureClass#RATE_LIMITED}, 0 means the policy's pause. */
  public synchronized void recordFailure(ToolId tool, FailureClass failure, long nowMillis, long retryAfterMillis) {
    failure(health(tool), failure, nowMillis, retryAfterMillis);
  }

  /** Notes what a monitor has to say. A bad value opens the breaker; an answered ping ends its open time. */
  public synchronized void report(ToolId tool, Signal signal, long nowMillis) {
    report(tool, signal, monitors, nowMillis);
  }

  /** The same by a monitor with limits of its own. */
  public synchronized void report(ToolId tool, Signal signal, MonitorPolicy limits, long nowMillis) {
    ToolHealth health = health(tool);
    if (signal instanceof Signal.Risk risk) {
      health.risk = risk.raised() ? risk.kind() : null;
    } else if (limits.isBad(signal)) {
      health.breaker.trip(nowMillis);
    } else if (signal instanceof Signal.Ping) {
      health.breaker.endOpenTime(nowMillis);
    }
    changed(health.slot);
  }

  /** Leaves the tool alone until that time. */
  public synchronized void pause(ToolId tool, long untilMillis) {
    ToolHealth health = health(tool);
    health.pausedUntil = Math.max(health.pausedUntil, untilMillis);
    changed(health.slot);
  }

  /** Opens the tool's breaker, whatever it was before; for monitors and operators. */
  public synchronized void trip(ToolId tool, long nowMillis) {
    ToolHealth health = health(tool);
    health.breaker.trip(nowMillis);
    changed(health.slot);
  }

  /** Closes the tool's breaker and ends its pause, whatever it was before; for monitors and operators. */
  public synchronized void restore(ToolId tool) {
    ToolHealth health = health(tool);
    health.breaker.close();
    health.pausedUntil = Long.MIN_VALUE;
    changed(health.slot);
  }

  void restore(ToolHealth health) {
    health.breaker.close();
    health.pausedUntil = Long.MIN_VALUE;
    if (health.domain != null) {
      health.domain.close();
    }
    changed(health.domain == null ? health.slot : EVERY_TOOL);
  }

  /** Opens the breaker of a failure domain: all its tools are down. */
  public synchronized void tripDomain(String domain, long nowMillis) {
    domain(domain).trip(nowMillis);
    changed(EVERY_TOOL);
  }

  /** Closes the breaker of a failure domain; breakers of single tools stay as they are. */
  public synchronized void restoreDomain(String domain) {
    domain(domain).close();
    changed(EVERY_TOOL);
  }

  /** Returns true if a call would be let through now. */
  public synchronized boolean isCallable(ToolId tool, long nowMillis) {
    ToolHealth health = tools.get(tool);
    return health == null || health.isCallable(nowMillis);
  }

  /** Asks to call the tool now; true means go, and takes the one probe of a half-open breaker. Every go must end in a report. */
  public synchronized boolean tryAcquire(ToolId tool, long nowMillis) {
    return acquire(health(tool), nowMillis);
  }

  /** Gives back what {@link #tryAcquire} took when the call was never made. */
  public synchronized void release(ToolId tool) {
    ToolHealth health = health(tool);
    health.releaseProbe();
    changed(health.domain == null ? health.slot : EVERY_TOOL);
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

  /** Returns the kind of risk that a monitor sees in calling the tool now, if any. */
  public synchronized Optional<String> risk(ToolId tool) {
    ToolHealth health = tools.get(tool);
    return health == null ? Optional.empty() : Optional.ofNullable(health.risk);
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

  /** Returns this board as it is whenever it is asked, with that time as now; for planning outside a run. */
  public HealthView at(long nowMillis) {
    return new HealthView() {
      @Override
      public boolean isCallable(ToolId tool) {
        return HealthBoard.this.isCallable(tool, nowMillis);
      }

      @Override
      public long version() {
        return HealthBoard.this.version();
      }

      @Override
      public long[] weights(ToolGraph graph) {
        return forGraph(graph).weights();
      }

      @Override
      public void markUnavailable(GraphIndex index, Bits tools) {
        HealthBoard.this.markUnavailable(index, tools, nowMillis);
      }
    };
  }

  private synchronized void markUnavailable(GraphIndex index, Bits into, long now) {
    GraphHealth known = graphs.get(index);
    for (int tool = 0; known == null && tool < index.toolCount(); tool++) {
      if (!isCallable(index.toolId(tool), now)) {
        into.set(tool);
      }
    }
    if (known != null) {
      into.or(known.unavailable(now));
    }
  }

  void success(ToolHealth health, long latencyMillis, long now) {
    if (!health.isSpotless()) {
      health.breaker.success(now);
      if (health.domain != null) {
        health.domain.success(now);
      }
      changed(health.domain == null ? health.slot : EVERY_TOOL);
    }
    health.learnSuccess(latencyMillis);
    learned++;
  }

  void failure(ToolHealth health, FailureClass failure, long now, long retryAfterMillis) {
    if (failure == FailureClass.RATE_LIMITED) {
      health.releaseProbe();
      health.pausedUntil = Math.max(health.pausedUntil, now + (retryAfterMillis > 0 ? retryAfterMillis : policy.pauseMillis()));
    } else if (!failure.countsAgainstHealth()) {
      health.releaseProbe();
    } else {
      boolean outage = failure == FailureClass.OUTAGE;
      health.learnFailure();
      learned++;
      health.breaker.failure(outage, now);
      Breaker domain = health.domain;
      if (domain != null && ((outage && policy.outageOpensDomain()) || domain.state(now) == BreakerState.HALF_OPEN)) {
        domain.failure(outage, now);
      }
    }
    changed(health.domain == null ? health.slot : EVERY_TOOL);
  }

  boolean acquire(ToolHealth health, long now) {
    if (!health.isCallable(now)) {
      return false;
    }
    if (!health.isSpotless()) {
      health.acquire(now);
      changed(health.domain == null ? health.slot : EVERY_TOOL);
    }
    return true;
  }

  long learned() {
    return learned;
  }

  long currentVersion() {
    return version;
  }

  /** Returns which slot the change with that number concerned, or {@link #EVERY_TOOL} if that is too long ago. */
  int changeAt(long number) {
    return version - number >= REMEMBERED_CHANGES ? EVERY_TOOL : changes[(int) (number % REMEMBERED_CHANGES)];
  }

  private void changed(int slot) {
    version++;
    changes[(int) (version % REMEMBERED_CHANGES)] = slot;
  }

  private Breaker domain(String name) {
    return domains.computeIfAbsent(name, key -> new Breaker(policy));
  }

  private ToolHealth health(ToolId tool) {
    ToolHealth health = tools.get(tool);
    if (health == null) {
      health = new ToolHealth(tools.size(), policy);
      tools.put(tool, health);
    }
    return health;
  }
}
