package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.health.BreakerState;
import io.roundhouse.toolgraph.health.GraphHealth;
import io.roundhouse.toolgraph.internal.Bits;
import io.roundhouse.toolgraph.plan.Limits;
import io.roundhouse.toolgraph.plan.Plan;
import io.roundhouse.toolgraph.plan.PlanResult;
import io.roundhouse.toolgraph.plan.Planner;
import org.jspecify.annotations.Nullable;

/** The plan that a run follows, the rung it aims for, and the search for a better one. */
final class Course {

  private static final long NOT_WAITING = Long.MIN_VALUE;

  private final ToolGraph graph;
  private final GraphIndex index;
  private final GraphHealth health;
  private final CallTable calls;
  private final RunLedger ledger;
  private final HealPolicy policy;
  private final Planner planner;
  private final Bits planned;
  private @Nullable Plan plan;
  private int[] tools = {};
  private int rung;
  private int[] goals;
  private long version = -1;
  private long waitingSince = NOT_WAITING;
  private long begunAt = Long.MIN_VALUE;

  Course(ToolGraph graph, GraphHealth health, CallTable calls, RunLedger ledger, HealPolicy policy, int rung) {
    this.graph = graph;
    this.index = graph.index();
    this.health = health;
    this.calls = calls;
    this.ledger = ledger;
    this.policy = policy;
    this.planner = Planner.of(graph);
    this.planned = new Bits(index.toolCount());
    this.rung = rung;
    this.goals = planner.goalNumbers(rung);
  }

  PlanResult search(long now) {
    begunAt = begunAt == Long.MIN_VALUE ? now : begunAt;
    version = health.version();
    return search(calls.blocked(now), now);
  }

  /** Looks for any rung, also above the one that is aimed for; aims for what it finds. */
  PlanResult searchAll(long now) {
    int before = rung;
    aim(0);
    PlanResult result = search(calls.blocked(now), now);
    aim(switch (result) {
      case PlanResult.Planned planned -> planned.rung();
      case PlanResult.Demoted demoted -> demoted.rung();
      case PlanResult.Infeasible no -> before;
    });
    return result;
  }

  private PlanResult search(Bits blocked, long now) {
    return graph.weights().isLearning()
        ? planner.plan(ledger.known(), blocked, health.weights(), rung, limits(now))
        : planner.plan(ledger.known(), blocked, rung, limits(now));
  }

  private Limits limits(long now) {
    Limits all = policy.limits();
    if (all.isNone()) {
      return all;
    }
    long micros = all.maxPriceMicros() == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, all.maxPriceMicros() - calls.spentMicros());
    long millis = all.maxLatencyMillis() == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, all.maxLatencyMillis() - (now - begunAt));
    return new Limits(micros, millis);
  }

  /** Looks for a tool that can be called again soon and without which there is no route; follows the plan with it if there is one. */
  Decision.@Nullable Wait waitForTool(long now, String reason) {
    long since = waitingSince == NOT_WAITING ? now : waitingSince;
    Bits soon = new Bits(index.toolCount());
    Bits rest = calls.blocked(now).copy();
    for (int tool = rest.next(0); tool >= 0; tool = rest.next(tool + 1)) {
      if (calls.isFree(tool) && !health.isCallable(tool, now) && health.state(tool, now) != BreakerState.OPEN
          && callableAt(tool, now) - since <= policy.maxWaitMillis()) {
        soon.set(tool);
      }
    }
    rest.andNot(soon);
    if (soon.isEmpty() || !(search(rest, now) instanceof PlanResult.Planned later)) {
      return null;
    }
    waitingSince = since;
    follow(later.plan());
    calls.waiting.clear();
    int first = -1;
    for (int tool : tools) {
      if (soon.get(tool)) {
        calls.waiting.set(tool);
        first = first < 0 || callableAt(tool, now) < callableAt(first, now) ? tool : first;
      }
    }
    return new Decision.Wait(index.toolId(first), callableAt(first, now), reason);
  }

  /** Returns when to look again: the end of a pause, or soon when somebody else's probe decides. */
  private long callableAt(int tool, long now) {
    return health.state(tool, now) == BreakerState.HALF_OPEN ? now + Math.max(1, policy.backoffMillis())
        : Math.max(now, health.pausedUntil(tool));
  }

  void stopWaiting() {
    calls.waiting.clear();
  }

  /** Notes that the run gets on, so that patience starts anew. */
  void progress() {
    waitingSince = NOT_WAITING;
  }

  void follow(Plan next) {
    plan = next;
    tools = next.toolNumbers();
    planned.clear();
    for (int tool : tools) {
      planned.set(tool);
    }
  }

  void followNothing() {
    plan = null;
    tools = new int[0];
    planned.clear();
  }

  void aim(int lower) {
    rung = lower;
    goals = planner.goalNumbers(lower);
  }

  /** Returns true if the other plan calls other tools than are left of this one. */
  boolean differsFrom(Plan other) {
    int left = 0;
    for (int tool : tools) {
      left += calls.done.get(tool) ? 0 : 1;
    }
    int[] others = other.toolNumbers();
    for (int tool : others) {
      if (!planned.get(tool)) {
        return true;
      }
    }
    return left != others.length;
  }

  /** Returns true if health has changed since the plan was made and one of its next tools cannot be called now. */
  boolean isBroken(long now) {
    long current = health.version();
    if (current == version) {
      return false;
    }
    for (int tool : tools) {
      if (calls.isFree(tool) && !calls.waiting.get(tool) && !health.isCallable(tool, now)) {
        return true;
      }
    }
    version = current;
    return false;
  }

  boolean isPlanned(int tool) {
    return planned.get(tool);
  }

  @Nullable Plan plan() {
    return plan;
  }

  int[] tools() {
    return tools;
  }

  int rung() {
    return rung;
  }

  int[] goals() {
    return goals;
  }

  int[] goals(int other) {
    return planner.goalNumbers(other);
  }
}
