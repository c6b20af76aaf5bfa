package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.BreakerState;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.roundhouse.toolgraph.plan.Plan;
import io.roundhouse.toolgraph.plan.PlanResult;
import io.roundhouse.toolgraph.plan.Planner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one run does next. Send {@link #begin} once and then every event as it happens; perform every decision that comes back.
 * Every failed call is answered by exactly one decision besides the calls that follow from it. The healer reports outcomes to the board
 * itself. One per run, for one thread at a time; the board may be shared.
 */
public final class Healer {

  private enum Phase { WORKING, ASKING, STOPPING, OVER }

  /** Why a new plan is needed. */
  private record Cause(@Nullable ToolId failed, @Nullable FailureClass failure, String reason) {}

  private final ToolGraph graph;
  private final GraphIndex index;
  private final HealthBoard board;
  private final HealPolicy policy;
  private final Planner planner;
  private final RunLedger ledger;
  private final RunFacts start;
  private final CallTable calls;
  private String undoReason = "";
  private int rung;
  private Phase phase = Phase.WORKING;
  private String stopReason = "";
  private Plan plan = new Plan(List.of(), 0, 0);
  private int[] planTools = {};
  private long planVersion = -1;

  private Healer(ToolGraph graph, HealthBoard board, RunFacts facts, HealPolicy policy) {
    this.graph = graph;
    this.index = graph.index();
    this.board = board;
    this.policy = policy;
    this.planner = Planner.of(graph);
    this.start = facts;
    this.rung = facts.rung();
    this.ledger = new RunLedger(index, index.numbers(graph.name(), facts.given()));
    this.calls = new CallTable(graph, board);
    for (RunFacts.CompletedCall call : facts.completed()) {
      int tool = calls.number(call.tool());
      calls.status[tool] = CallTable.Status.DONE;
      ledger.add(tool, index.numbers(graph.name(), call.produced()));
    }
    facts.excluded().forEach(tool -> calls.excluded.set(calls.number(tool)));
    facts.approved().forEach(tool -> calls.approved.set(calls.number(tool)));
  }

  /** Returns a healer for a run of which these facts are certain: a new one, or one that goes on after a crash. */
  public static Healer start(ToolGraph graph, HealthBoard board, RunFacts facts, HealPolicy policy) {
    board.register(graph);
    return new Healer(graph, board, facts, policy);
  }

  /** Returns the first decisions. Call it once, before any event. */
  public List<Decision> begin(long nowMillis) {
    List<Decision> out = new ArrayList<>();
    for (ToolId id : start.inDoubt()) {
      int tool = calls.number(id);
      if (!index.arc(tool).effect().isRepeatable()) {
        doubt(tool, "its outcome was not recorded", out);
      }
    }
    if (phase == Phase.WORKING) {
      replan(nowMillis, null, out);
    }
    advance(nowMillis, out);
    return List.copyOf(out);
  }

  /** Returns what follows from the event; empty if there is nothing to do but wait for the next one. */
  public List<Decision> on(HealEvent event, long nowMillis) {
    List<Decision> out = new ArrayList<>();
    switch (event) {
      case HealEvent.ToolSucceeded e -> succeeded(e, nowMillis, out);
      case HealEvent.ToolFailed e -> failed(e, nowMillis, out);
      case HealEvent.CompensationSucceeded e -> compensated(calls.number(e.tool()), nowMillis, out);
      case HealEvent.CompensationFailed e -> notCompensated(calls.number(e.tool()), e.message(), out);
      case HealEvent.HealthChanged e -> healthChanged(nowMillis, out);
      case HealEvent.Approved e -> approved(calls.number(e.tool()), nowMillis, out);
      case HealEvent.Refused e -> refused(calls.number(e.tool()), e.reason(), nowMillis, out);
      case HealEvent.DoubtResolved e -> resolved(e, nowMillis, out);
      case HealEvent.TimeUp e -> timeUp(out);
      case HealEvent.Cancelled e -> stop("cancelled: " + e.reason());
    }
    advance(nowMillis, out);
    return List.copyOf(out);
  }

  /** Returns true if the run has come to its end; it takes no more events. */
  public boolean isOver() {
    return phase == Phase.OVER;
  }

  /** Returns the rung the run aims for; 0 is the top. */
  public int rung() {
    return rung;
  }

  /** Returns the plan that is being followed. */
  public Plan plan() {
    return plan;
  }

  /** Returns what is certain now; a healer started from it goes on where this one is. */
  public RunFacts facts() {
    return new RunFacts(start.given(), ledger.completed(), calls.ids(calls.excluded), calls.inDoubt(), calls.ids(calls.approved), rung);
  }

  private void succeeded(HealEvent.ToolSucceeded event, long now, List<Decision> out) {
    int tool = calls.running(event.tool());
    if (!event.produced().containsAll(index.arc(tool).outputs())) {
      failed(new HealEvent.ToolFailed(event.tool(), FailureClass.CONTRACT_VIOLATION,
          "yielded %s, promised %s".formatted(event.produced(), index.arc(tool).outputs()), 0, true), now, out);
      return;
    }
    board.recordSuccess(event.tool(), now - calls.startedAt[tool], now);
    calls.land(tool, CallTable.Status.DONE);
    ledger.add(tool, index.numbers(graph.name(), event.produced()));
  }

  private void failed(HealEvent.ToolFailed event, long now, List<Decision> out) {
    int tool = calls.running(event.tool());
    ToolArc arc = index.arc(tool);
    board.recordFailure(event.tool(), event.failure(), now, event.retryAfterMillis());
    calls.land(tool, CallTable.Status.IDLE);
    String reason = "%s %s (%s)".formatted(event.tool(), event.failure().words(), event.message());
    boolean passing = event.failure() == FailureClass.TRANSIENT || event.failure() == FailureClass.TIMEOUT;
    switch (event.failure()) {
      case BAD_INPUT -> calls.excludeContract(arc);
      case DENIED, CONTRACT_VIOLATION -> calls.excluded.set(tool);
      case TRANSIENT, TIMEOUT, RATE_LIMITED -> calls.excluded.set(tool, calls.attempts[tool] >= policy.maxAttempts());
      case OUTAGE -> calls.attempts[tool] = 0;
    }
    if (event.leavesDoubt() && !arc.effect().isRepeatable()) {
      doubt(tool, reason, out);
    } else if (phase != Phase.WORKING || !isPlanned(tool)) {
      out.add(new Decision.Abandon(event.tool(), event.failure(), reason));
    } else if (passing && !calls.excluded.get(tool) && board.tryAcquire(event.tool(), now)) {
      long delay = policy.backoff(calls.attempts[tool]);
      calls.launch(tool, now + delay);
      out.add(new Decision.Retry(event.tool(), calls.attempts[tool], delay, reason));
    } else {
      replan(now, new Cause(event.tool(), event.failure(), reason), out);
    }
  }

  /** Deals with a call that may or may not have had its effect and must not simply be repeated. */
  private void doubt(int tool, String reason, List<Decision> out) {
    calls.status[tool] = CallTable.Status.DOUBT;
    ToolId id = index.toolId(tool);
    if (index.arc(tool).effect() == Effect.COMPENSATABLE) {
      calls.undoQueue.add(tool);
      if (calls.undoRunning < 0) {
        nextUndo(reason, out);
      } else {
        out.add(new Decision.Abandon(id, FailureClass.TIMEOUT, reason + "; it will be undone"));
      }
    } else {
      ask(Question.Kind.IN_DOUBT, Set.of(), Set.of(id), List.of("find out whether " + id + " took effect and report it"),
          "%s cannot be undone and may have taken effect: %s".formatted(id, reason), out);
    }
  }

  private void compensated(int tool, long now, List<Decision> out) {
    undone(tool);
    if (phase == Phase.WORKING && calls.undoQueue.isEmpty()) {
      replan(now, null, out);
    }
  }

  private void undone(int tool) {
    calls.expectUndo(tool);
    calls.undoRunning = -1;
    calls.undoAttempts[tool] = 0;
    calls.status[tool] = CallTable.Status.IDLE;
    ledger.remove(tool);
  }

  private void notCompensated(int tool, String message, List<Decision> out) {
    calls.expectUndo(tool);
    ToolId id = index.toolId(tool);
    if (calls.undoAttempts[tool] < policy.maxUndoAttempts()) {
      calls.undoAttempts[tool]++;
      out.add(new Decision.Compensate(id, calls.undoOf(tool), calls.undoAttempts[tool], policy.backoff(calls.undoAttempts[tool] - 1),
          "%s failed (%s)".formatted(calls.undoOf(tool), message)));
    } else {
      calls.undoRunning = -1;
      calls.status[tool] = CallTable.Status.DOUBT;
      ask(Question.Kind.UNDO_FAILED, Set.of(), Set.of(id), List.of("undo " + id + " by hand and report it"),
          "%s could not be undone by %s after %d attempts (%s)".formatted(id, calls.undoOf(tool), calls.undoAttempts[tool], message), out);
    }
  }

  private void healthChanged(long now, List<Decision> out) {
    calls.waiting.clear();
    if (phase == Phase.WORKING || (phase == Phase.ASKING && !calls.hasOpenDoubt())) {
      replan(now, new Cause(null, null, "health changed"), out);
    }
  }

  private void approved(int tool, long now, List<Decision> out) {
    calls.approved.set(tool);
    if (phase == Phase.ASKING && !calls.hasOpenDoubt()) {
      replan(now, new Cause(null, null, index.toolId(tool) + " was approved"), out);
    }
  }

  private void refused(int tool, String reason, long now, List<Decision> out) {
    calls.excluded.set(tool);
    if (phase == Phase.WORKING && isPlanned(tool) && calls.status[tool] == CallTable.Status.IDLE) {
      replan(now, new Cause(index.toolId(tool), FailureClass.DENIED, "%s was refused (%s)".formatted(index.toolId(tool), reason)), out);
    }
  }

  private void resolved(HealEvent.DoubtResolved event, long now, List<Decision> out) {
    int tool = calls.number(event.tool());
    if (calls.status[tool] != CallTable.Status.DOUBT) {
      throw new GraphException.UnexpectedEvent("'%s' is not in doubt; nothing to resolve".formatted(event.tool()));
    }
    calls.undoQueue.remove(tool);
    ledger.remove(tool);
    calls.status[tool] = event.performed() ? CallTable.Status.DONE : CallTable.Status.IDLE;
    if (event.performed()) {
      ledger.add(tool, index.numbers(graph.name(), event.produced()));
    }
    if (phase == Phase.ASKING && !calls.hasOpenDoubt()) {
      replan(now, new Cause(null, null, "the outcome of %s is known".formatted(event.tool())), out);
    }
  }

  private void timeUp(List<Decision> out) {
    for (int lower = rung; lower < graph.goals().size(); lower++) {
      if (phase == Phase.WORKING && ledger.knows(planner.goalNumbers(lower))) {
        if (lower > rung) {
          demote(lower, new Plan(List.of(), 0, 0), "time is up", out);
        }
        return;
      }
    }
    stop("time is up");
  }

  private void stop(String reason) {
    if (phase != Phase.OVER) {
      phase = Phase.STOPPING;
      stopReason = reason;
    }
  }

  private void replan(long now, @Nullable Cause cause, List<Decision> out) {
    planVersion = board.version();
    BitSet blocked = calls.blocked(now);
    PlanResult result = planner.plan(ledger.known(), blocked, rung);
    if (result instanceof PlanResult.Planned planned) {
      boolean changed = !remaining().equals(new TreeSet<>(planned.plan().tools()));
      Plan old = plan;
      follow(planned.plan());
      boolean resumed = phase == Phase.ASKING;
      phase = Phase.WORKING;
      if (cause != null && (cause.failed() != null || changed || resumed)) {
        out.add(new Decision.Reroute(cause.failed(), cause.failure(), old, plan, cause.reason()));
      }
      return;
    }
    String reason = cause == null ? "no route from what is known" : cause.reason();
    if (cause != null && mayWait(now, blocked, reason, out)) {
      return;
    }
    if (cause == null && mayWait(now, blocked, "nothing else leads to the goal", out)) {
      return;
    }
    if (result instanceof PlanResult.Demoted demoted) {
      phase = Phase.WORKING;
      demote(demoted.rung(), demoted.plan(), reason, out);
    } else if (result instanceof PlanResult.Infeasible no && phase == Phase.WORKING) {
      List<String> options = new ArrayList<>();
      no.blockers().forEach(tool -> options.add("bring back " + tool + ", or give what it yields"));
      no.missing().forEach(item -> options.add("give " + item));
      ask(Question.Kind.NO_ROUTE, no.goals(), no.blockers(), options,
          "no route to %s; %s%s".formatted(no.goals(), no.blockers().isEmpty() ? "missing " + no.missing() : "blocked by " + no.blockers(),
              cause == null ? "" : "; " + reason), out);
    }
  }

  /** Decides to wait if a pause that ends soon is all that stands in the way. */
  private boolean mayWait(long now, BitSet blocked, String reason, List<Decision> out) {
    BitSet paused = new BitSet();
    for (int tool = blocked.nextSetBit(0); tool >= 0; tool = blocked.nextSetBit(tool + 1)) {
      ToolId id = index.toolId(tool);
      if (!calls.excluded.get(tool) && calls.status[tool] == CallTable.Status.IDLE && board.state(id, now) == BreakerState.CLOSED
          && board.pausedUntil(id) > now && board.pausedUntil(id) - now <= policy.maxWaitMillis()) {
        paused.set(tool);
      }
    }
    BitSet rest = (BitSet) blocked.clone();
    rest.andNot(paused);
    if (paused.isEmpty() || !(planner.plan(ledger.known(), rest, rung) instanceof PlanResult.Planned later)) {
      return false;
    }
    phase = Phase.WORKING;
    follow(later.plan());
    calls.waiting.clear();
    for (int tool : planTools) {
      if (paused.get(tool)) {
        calls.waiting.set(tool);
      }
    }
    ToolId first = calls.waiting.stream().mapToObj(index::toolId).min(Comparator.comparingLong(board::pausedUntil)).orElseThrow();
    out.add(new Decision.Wait(first, board.pausedUntil(first), reason));
    return true;
  }

  private void demote(int lower, Plan lowerPlan, String reason, List<Decision> out) {
    out.add(new Decision.Demote(rung, lower, graph.goals().rung(lower).name(), lowerPlan, reason));
    rung = lower;
    follow(lowerPlan);
    calls.undoQueue.addAll(ledger.unsupported(planner.goalNumbers(rung), planTools));
    undoReason = "not needed for " + graph.goals().rung(rung).name();
  }

  private void ask(Question.Kind kind, Set<ItemId> goals, Set<ToolId> blockers, List<String> options, String reason, List<Decision> out) {
    phase = phase == Phase.STOPPING ? phase : Phase.ASKING;
    out.add(new Decision.Escalate(new Question(kind, goals, blockers, options), reason));
  }

  private void advance(long now, List<Decision> out) {
    if (calls.undoRunning >= 0) {
      return;
    }
    if (phase == Phase.STOPPING) {
      finishStop(out);
      return;
    }
    if (phase != Phase.WORKING) {
      return;
    }
    if (!calls.undoQueue.isEmpty()) {
      nextUndo(undoReason, out);
      return;
    }
    if (ledger.knows(planner.goalNumbers(rung))) {
      finish(out);
      return;
    }
    callReady(now, out);
  }

  private void finish(List<Decision> out) {
    if (calls.outstanding > 0) {
      return;
    }
    calls.undoQueue.addAll(ledger.unsupported(planner.goalNumbers(rung), new int[0]));
    if (calls.undoQueue.isEmpty()) {
      phase = Phase.OVER;
      out.add(new Decision.Complete(rung, graph.goals().rung(rung).name()));
    } else {
      nextUndo("the goal was reached without it", out);
    }
  }

  private void finishStop(List<Decision> out) {
    if (calls.outstanding > 0) {
      return;
    }
    if (calls.undoQueue.isEmpty()) {
      calls.undoQueue.addAll(ledger.unsupported(new int[0], new int[0]));
    }
    if (calls.undoQueue.isEmpty()) {
      phase = Phase.OVER;
      out.add(new Decision.Stop(stopReason));
    } else {
      nextUndo(stopReason, out);
    }
  }

  private void nextUndo(String reason, List<Decision> out) {
    int tool = calls.undoQueue.remove();
    calls.undoRunning = tool;
    calls.undoAttempts[tool] = 1;
    out.add(new Decision.Compensate(index.toolId(tool), calls.undoOf(tool), 1, 0, reason));
  }

  /** Calls every step that can be called; irreversible ones only when nothing else is under way, so that failing stays cheap. */
  private void callReady(long now, List<Decision> out) {
    if (board.version() != planVersion && isPlanBroken(now)) {
      replan(now, new Cause(null, null, "a planned tool became unavailable"), out);
      if (phase != Phase.WORKING || !calls.undoQueue.isEmpty()) {
        advance(now, out);
        return;
      }
    }
    boolean mayCommit = calls.outstanding == 0;
    for (int tool : planTools) {
      if (isDue(tool) && index.arc(tool).effect() != Effect.IRREVERSIBLE) {
        mayCommit = false;
        call(tool, now, out);
      }
    }
    for (int tool : planTools) {
      if (mayCommit && isDue(tool) && index.arc(tool).effect() == Effect.IRREVERSIBLE) {
        call(tool, now, out);
      }
    }
  }

  private boolean isDue(int tool) {
    return calls.status[tool] == CallTable.Status.IDLE && !calls.waiting.get(tool) && ledger.isReady(tool);
  }

  private boolean isPlanBroken(long now) {
    for (int tool : planTools) {
      if (calls.status[tool] == CallTable.Status.IDLE && !calls.waiting.get(tool) && !board.isCallable(index.toolId(tool), now)) {
        return true;
      }
    }
    planVersion = board.version();
    return false;
  }

  private void call(int tool, long now, List<Decision> out) {
    ToolId id = index.toolId(tool);
    if (index.arc(tool).gated() && !calls.approved.get(tool)) {
      if (!calls.asked.get(tool)) {
        calls.asked.set(tool);
        out.add(new Decision.AskApproval(id, "the tool is gated"));
      }
    } else if (board.tryAcquire(id, now)) {
      calls.launch(tool, now);
      out.add(new Decision.Call(id, calls.attempts[tool]));
    }
  }

  private void follow(Plan next) {
    plan = next;
    planTools = next.tools().stream().mapToInt(calls::number).toArray();
  }

  private boolean isPlanned(int tool) {
    return Arrays.stream(planTools).anyMatch(planned -> planned == tool);
  }

  private Set<ToolId> remaining() {
    Set<ToolId> result = new TreeSet<>();
    for (int tool : planTools) {
      if (calls.status[tool] != CallTable.Status.DONE) {
        result.add(index.toolId(tool));
      }
    }
    return result;
  }
}
