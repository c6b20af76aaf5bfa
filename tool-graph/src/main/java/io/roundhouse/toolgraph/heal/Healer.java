package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.GraphHealth;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.roundhouse.toolgraph.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides what one run does next. Send {@link #begin} once and then every event as it happens; perform every decision that comes back.
 * Every failed call is answered by exactly one decision besides the calls that follow from it. The healer reports outcomes to the board
 * itself. One per run, for one thread at a time; the board may be shared.
 */
public final class Healer {

  private final ToolGraph graph;
  private final GraphIndex index;
  private final GraphHealth health;
  private final HealPolicy policy;
  private final RunFacts start;
  private final RunLedger ledger;
  private final CallTable calls;
  private final Course course;
  private final Undo undo;
  private final Pilot pilot;
  private final Set<String> risks = new TreeSet<>();
  private boolean begun;

  private Healer(ToolGraph graph, GraphHealth health, RunFacts facts, HealPolicy policy) {
    this.graph = graph;
    this.index = graph.index();
    this.health = health;
    this.policy = policy;
    this.start = facts;
    this.ledger = new RunLedger(index, index.numbers(graph.name(), facts.given()));
    this.calls = new CallTable(graph, health);
    this.course = new Course(graph, health, calls, ledger, policy, facts.rung());
    this.undo = new Undo(index, policy);
    this.pilot = new Pilot(graph, health, ledger, calls, course, undo);
    for (RunFacts.CompletedCall call : facts.completed()) {
      int tool = calls.number(call.tool());
      calls.done.set(tool);
      calls.spend(tool);
      ledger.add(tool, index.numbers(graph.name(), call.produced()));
    }
    facts.excluded().forEach(tool -> calls.excluded.set(calls.number(tool)));
    facts.approved().forEach(tool -> calls.approved.set(calls.number(tool)));
    facts.waived().forEach(tool -> waive(calls.number(tool)));
  }

  /** Returns a healer for a run of which these facts are certain: a new one, or one that goes on after a crash. */
  public static Healer start(ToolGraph graph, HealthBoard board, RunFacts facts, HealPolicy policy) {
    return new Healer(graph, board.forGraph(graph), facts, policy);
  }

  /** Returns the first decisions. Call it once, before the outcome of any call. */
  public List<Decision> begin(long nowMillis) {
    List<Decision> out = new ArrayList<>(4);
    begun = true;
    for (ToolId id : start.inDoubt()) {
      int tool = calls.number(id);
      if (!index.arc(tool).effect().isRepeatable() && !calls.waived.get(tool)) {
        doubt(tool, "its outcome was not recorded", nowMillis, out);
      }
    }
    undoUnsupported(nowMillis, out);
    pilot.advance(nowMillis, out);
    return List.copyOf(out);
  }

  /** Makes the first plan; work that a crash left behind on a higher rung is taken back. */
  private void undoUnsupported(long now, List<Decision> out) {
    if (pilot.phase == Pilot.Phase.WORKING) {
      pilot.replan(now, null, out);
      if (course.rung() > 0 && pilot.phase == Pilot.Phase.WORKING && undo.isEmpty()) {
        undo.add(pilot.unneeded(course.goals(), course.tools()), "not needed for " + pilot.goalName());
      }
    }
  }

  /** Returns what follows from the event; empty if there is nothing to do but wait for the next one. */
  public List<Decision> on(HealEvent event, long nowMillis) {
    List<Decision> out = new ArrayList<>(4);
    switch (event) {
      case HealEvent.ToolSucceeded e -> succeeded(e, nowMillis, out);
      case HealEvent.ToolFailed e -> failed(e, nowMillis, out);
      case HealEvent.CompensationSucceeded e -> undone(calls.number(e.tool()), nowMillis, out);
      case HealEvent.CompensationFailed e -> notUndone(calls.number(e.tool()), e.message(), out);
      case HealEvent.HealthChanged e -> healthChanged(nowMillis, out);
      case HealEvent.Approved e -> approved(calls.number(e.tool()), nowMillis, out);
      case HealEvent.Refused e -> refused(calls.number(e.tool()), e.reason(), nowMillis, out);
      case HealEvent.RiskRaised e -> riskRaised(e, out);
      case HealEvent.RiskCleared e -> riskCleared(e, nowMillis, out);
      case HealEvent.DoubtResolved e -> resolved(e, nowMillis, out);
      case HealEvent.Recovered e -> recovered(e, nowMillis, out);
      case HealEvent.Waived e -> {
        waive(inDoubt(e.tool()));
        resumeIfClear(nowMillis, "a person takes " + e.tool() + " over", out);
      }
      case HealEvent.UndoAgain e -> undoAgain(inDoubt(e.tool()));
      case HealEvent.TimeUp e -> timeUp(out);
      case HealEvent.Cancelled e -> pilot.stop("cancelled: " + e.reason());
    }
    if (begun) {
      pilot.advance(nowMillis, out);
    }
    return List.copyOf(out);
  }

  /** Returns true if the run has come to its end; it takes no more events. */
  public boolean isOver() {
    return pilot.phase == Pilot.Phase.OVER;
  }

  /** Returns true while a question is open and nothing new is called. */
  public boolean isAsking() {
    return pilot.phase == Pilot.Phase.ASKING;
  }

  /** Returns the rung the run aims for; 0 is the top. */
  public int rung() {
    return course.rung();
  }

  /** Returns the plan that is being followed; none before the start and while a question is open. */
  public Optional<Plan> plan() {
    return Optional.ofNullable(course.plan());
  }

  /** Returns what is certain now; a healer started from it goes on where this one is. */
  public RunFacts facts() {
    return new RunFacts(start.given(), ledger.completed(), calls.ids(calls.excluded), calls.inDoubt(), calls.ids(calls.approved),
        course.rung(), calls.ids(calls.waived));
  }

  private void succeeded(HealEvent.ToolSucceeded event, long now, List<Decision> out) {
    int tool = calls.running(event.tool());
    Set<ItemId> promised = index.arc(tool).outputs();
    boolean exact = event.produced().equals(promised);
    if (!exact && !event.produced().containsAll(promised)) {
      failed(new HealEvent.ToolFailed(event.tool(), FailureClass.CONTRACT_VIOLATION,
          "yielded " + event.produced() + ", promised " + promised, 0, true), now, out);
      return;
    }
    health.recordSuccess(tool, calls.land(tool, now), now);
    calls.done.set(tool);
    course.progress();
    if (exact) {
      ledger.addPromised(tool);
    } else {
      ledger.add(tool, index.numbers(graph.name(), event.produced()));
    }
  }

  private void failed(HealEvent.ToolFailed event, long now, List<Decision> out) {
    int tool = calls.running(event.tool());
    ToolArc arc = index.arc(tool);
    FailureClass failure = event.failure();
    health.recordFailure(tool, failure, now, event.retryAfterMillis());
    calls.land(tool, now);
    String reason = event.tool() + " " + failure.words() + " (" + event.message() + ")";
    boolean mayRepeat = false;
    switch (failure) {
      case BAD_INPUT -> calls.excludeContract(arc);
      case DENIED, CONTRACT_VIOLATION -> calls.excluded.set(tool);
      case TRANSIENT, TIMEOUT, RATE_LIMITED -> {
        if (calls.strike(tool) >= policy.maxAttempts()) {
          calls.excluded.set(tool);
        } else {
          mayRepeat = failure != FailureClass.RATE_LIMITED;
        }
      }
      case OUTAGE -> calls.forgive(tool);
    }
    if (event.leavesDoubt() && !arc.effect().isRepeatable()) {
      doubt(tool, reason, now, out);
    } else if (pilot.phase != Pilot.Phase.WORKING || !course.isPlanned(tool)) {
      out.add(new Decision.Abandon(event.tool(), failure, reason));
    } else if (mayRepeat && health.tryAcquire(tool, now)) {
      long delay = policy.backoff(calls.strikes(tool));
      out.add(new Decision.Retry(event.tool(), calls.launch(tool, now + delay), delay, reason));
    } else {
      pilot.replan(now, new Pilot.Cause(event.tool(), failure, reason), out);
    }
  }

  /** Deals with a call that may or may not have had its effect and must not simply be repeated. */
  private void doubt(int tool, String reason, long now, List<Decision> out) {
    ToolId id = index.toolId(tool);
    if (index.arc(tool).effect() == Effect.COMPENSATABLE) {
      calls.undoing.set(tool);
      undo.add(List.of(tool), reason);
      if (undo.isRunning()) {
        out.add(new Decision.Abandon(id, FailureClass.TIMEOUT, reason + "; it will be undone"));
      } else {
        out.add(undo.next());
      }
    } else {
      calls.doubt.set(tool);
      pilot.ask(Questions.inDoubt(index.arc(tool), course.search(now), graph.goals()),
          id + " cannot be undone and may have taken effect: " + reason, out);
    }
  }

  private void undone(int tool, long now, List<Decision> out) {
    undo.succeeded(tool);
    calls.done.clear(tool);
    calls.undoing.clear(tool);
    ledger.remove(tool);
    if (pilot.phase == Pilot.Phase.WORKING && undo.isEmpty()) {
      pilot.replan(now, null, out);
    }
  }

  private void notUndone(int tool, String message, List<Decision> out) {
    if (undo.mayRetry(tool)) {
      out.add(undo.retry(message));
    } else {
      calls.undoing.clear(tool);
      calls.doubt.set(tool);
      ToolId id = index.toolId(tool);
      pilot.ask(Questions.undoFailed(id), undo.giveUp(message), out);
    }
  }

  private void healthChanged(long now, List<Decision> out) {
    course.stopWaiting();
    if (pilot.phase == Pilot.Phase.WORKING || pilot.asking == Question.Kind.NO_ROUTE) {
      pilot.replan(now, Pilot.Cause.of("health changed"), out);
    }
  }

  private void approved(int tool, long now, List<Decision> out) {
    boolean refused = calls.isRefused(tool);
    if (refused) {
      calls.excluded.clear(tool);
    }
    calls.approved.set(tool);
    if (pilot.asking == Question.Kind.NO_ROUTE) {
      pilot.replan(now, Pilot.Cause.of(index.toolId(tool) + " was approved"), refused, out);
    }
  }

  private void refused(int tool, String reason, long now, List<Decision> out) {
    calls.excluded.set(tool);
    if (pilot.phase == Pilot.Phase.WORKING && course.isPlanned(tool) && !calls.isRunning(tool) && !calls.done.get(tool)) {
      ToolId id = index.toolId(tool);
      pilot.replan(now, new Pilot.Cause(id, FailureClass.DENIED, id + " was refused (" + reason + ")"), out);
    }
  }

  private void riskRaised(HealEvent.RiskRaised event, List<Decision> out) {
    if (risks.add(event.kind()) && pilot.phase != Pilot.Phase.OVER) {
      Question question = Questions.risk(event.kind(), graph.goals().rung(course.rung()).items());
      pilot.ask(question, "risk '" + event.kind() + "': " + event.message(), out);
    }
  }

  private void riskCleared(HealEvent.RiskCleared event, long now, List<Decision> out) {
    if (risks.remove(event.kind())) {
      resumeIfClear(now, "the risk '" + event.kind() + "' is cleared", out);
    }
  }

  private void resolved(HealEvent.DoubtResolved event, long now, List<Decision> out) {
    int tool = inDoubt(event.tool());
    calls.doubt.clear(tool);
    calls.waived.clear(tool);
    calls.done.clear(tool);
    ledger.remove(tool);
    if (event.performed()) {
      calls.done.set(tool);
      ledger.add(tool, index.numbers(graph.name(), event.produced()));
    }
    String reason = "the outcome of " + event.tool() + " is known";
    if (pilot.asking == Question.Kind.NO_ROUTE) {
      pilot.replan(now, Pilot.Cause.of(reason), true, out);
    } else {
      resumeIfClear(now, reason, out);
    }
  }

  private void resumeIfClear(long now, String reason, List<Decision> out) {
    if (isClear()) {
      pilot.asking = null;
      pilot.phase = Pilot.Phase.WORKING;
      if (begun) {
        pilot.replan(now, Pilot.Cause.of(reason), out);
      }
    }
  }

  private boolean isClear() {
    return pilot.phase == Pilot.Phase.ASKING && risks.isEmpty() && !calls.hasOpenDoubt() && pilot.asking != Question.Kind.NO_ROUTE;
  }

  private void recovered(HealEvent.Recovered event, long now, List<Decision> out) {
    event.tools().forEach(id -> calls.readmit(calls.number(id)));
    if (pilot.asking == Question.Kind.NO_ROUTE) {
      pilot.replan(now, Pilot.Cause.of("tried again as a person said"), true, out);
    }
  }

  private void waive(int tool) {
    calls.doubt.set(tool);
    calls.waived.set(tool);
  }

  private void undoAgain(int tool) {
    calls.doubt.clear(tool);
    calls.waived.clear(tool);
    calls.undoing.set(tool);
    undo.add(List.of(tool), "undone again as a person said");
    if (isClear()) {
      pilot.asking = null;
      pilot.phase = Pilot.Phase.WORKING;
    }
  }

  private int inDoubt(ToolId id) {
    int tool = calls.number(id);
    if (!calls.doubt.get(tool)) {
      throw new GraphException.UnexpectedEvent("'%s' is not in doubt; nothing to resolve".formatted(id));
    }
    return tool;
  }

  private void timeUp(List<Decision> out) {
    for (int lower = course.rung(); pilot.phase == Pilot.Phase.WORKING && lower < graph.goals().size(); lower++) {
      if (ledger.knows(course.goals(lower))) {
        if (lower > course.rung()) {
          pilot.demote(lower, null, "time is up", out);
        }
        return;
      }
    }
    pilot.stop("time is up");
  }
}
