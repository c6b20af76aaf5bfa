package io.roundhouse.toolgraph.health;

import io.roundhouse.toolgraph.CostWeights;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.internal.Bits;
import java.util.Arrays;
import java.util.Optional;

/**
 * A board seen as the tools of one graph, by number. Keeps the set of tools that cannot be called up to date from the board's latest
 * changes, so that looking at it costs what has changed, not the size of the graph. Safe to use from several threads.
 */
public final class GraphHealth {

  private static final long NO_TIME = Long.MAX_VALUE;

  private final HealthBoard board;
  private final ToolHealth[] tools;
  private final int[] numberOfSlot;
  private final Bits unavailable;
  private final long[] price;
  private final CostWeights weights;
  private final long[] weight;
  private long seen = -1;
  private long learned = -1;
  private long changesAt = NO_TIME;

  GraphHealth(HealthBoard board, ToolHealth[] tools, int slots, long[] declared, ToolGraph graph) {
    this.board = board;
    this.tools = tools;
    this.weights = graph.weights();
    this.weight = declared;
    this.unavailable = new Bits(tools.length);
    this.numberOfSlot = new int[slots];
    Arrays.fill(numberOfSlot, -1);
    this.price = new long[3 * tools.length];
    for (int tool = 0; tool < tools.length; tool++) {
      numberOfSlot[tools[tool].slot] = tool;
      price[3 * tool] = graph.index().arc(tool).cost().priceMicros();
      price[3 * tool + 1] = graph.index().arc(tool).cost().latencyMillis();
      price[3 * tool + 2] = graph.index().arc(tool).cost().failurePpm();
    }
  }

  /** Copies the set of tools that cannot be called now and returns the version it belongs to. */
  public long copyUnavailable(long nowMillis, Bits into) {
    synchronized (board) {
      into.copyFrom(unavailable(nowMillis));
      return seen;
    }
  }

  /** Returns the number of the board's latest change. */
  public long version() {
    return board.version();
  }

  /** Does what {@link HealthBoard#isCallable} does. */
  public boolean isCallable(int tool, long nowMillis) {
    synchronized (board) {
      return tools[tool].isCallable(nowMillis);
    }
  }

  /** Does what {@link HealthBoard#tryAcquire} does. */
  public boolean tryAcquire(int tool, long nowMillis) {
    synchronized (board) {
      return board.acquire(tools[tool], nowMillis);
    }
  }

  /** Does what {@link HealthBoard#recordSuccess} does. */
  public void recordSuccess(int tool, long latencyMillis, long nowMillis) {
    synchronized (board) {
      board.success(tools[tool], latencyMillis, nowMillis);
    }
  }

  /** Does what {@link HealthBoard#recordFailure} does. */
  public void recordFailure(int tool, FailureClass failure, long nowMillis, long retryAfterMillis) {
    synchronized (board) {
      board.failure(tools[tool], failure, nowMillis, retryAfterMillis);
    }
  }

  /** Closes the tool's breaker and that of its failure domain, and ends its pause, whatever was before. */
  public void restore(int tool) {
    synchronized (board) {
      board.restore(tools[tool]);
    }
  }

  /** Does what {@link HealthBoard#pausedUntil} does. */
  public long pausedUntil(int tool) {
    synchronized (board) {
      return tools[tool].pausedUntil;
    }
  }

  /** Does what {@link HealthBoard#state} does. */
  public BreakerState state(int tool, long nowMillis) {
    synchronized (board) {
      return tools[tool].state(nowMillis);
    }
  }

  /** Does what {@link HealthBoard#risk} does. */
  public Optional<String> risk(int tool) {
    synchronized (board) {
      return Optional.ofNullable(tools[tool].risk);
    }
  }

  /** Returns a copy of the weighted costs with everything learned so far; unlearned tools have their declared cost. */
  public long[] weights() {
    synchronized (board) {
      if (weights.isLearning() && learned != board.learned()) {
        for (int tool = 0; tool < tools.length; tool++) {
          weight[tool] = learnedWeight(tool);
        }
        learned = board.learned();
      }
      return weight.clone();
    }
  }

  private long learnedWeight(int tool) {
    ToolHealth health = tools[tool];
    long latency = health.latencyMillis() < 0 ? price[3 * tool + 1] : Math.min(health.latencyMillis(), Integer.MAX_VALUE);
    long failures = health.latencyMillis() < 0 && health.failurePpm() == 0 ? price[3 * tool + 2] : health.failurePpm();
    return weights.weigh(price[3 * tool], latency, failures);
  }

  /** Returns the live set; only under the board's lock. */
  Bits unavailable(long now) {
    long current = board.currentVersion();
    if (seen != current) {
      boolean all = seen < 0;
      for (long number = seen + 1; !all && number <= current; number++) {
        int slot = board.changeAt(number);
        all = slot == HealthBoard.EVERY_TOOL;
        if (!all && slot < numberOfSlot.length && numberOfSlot[slot] >= 0) {
          look(numberOfSlot[slot], now);
        }
      }
      for (int tool = 0; all && tool < tools.length; tool++) {
        look(tool, now);
      }
      seen = current;
    }
    if (now >= changesAt) {
      changesAt = NO_TIME;
      for (int tool = unavailable.next(0); tool >= 0; tool = unavailable.next(tool + 1)) {
        look(tool, now);
      }
    }
    return unavailable;
  }

  private void look(int tool, long now) {
    if (tools[tool].isCallable(now)) {
      unavailable.clear(tool);
    } else {
      unavailable.set(tool);
      changesAt = Math.min(changesAt, tools[tool].callableAt());
    }
  }
}
