package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.GraphHealth;
import io.roundhouse.toolgraph.plan.Plan;
import io.roundhouse.toolgraph.plan.PlanResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what comes next from where a run stands: another plan, the next calls, the next undo, a question, or the end. */
final class Pilot {

  enum Phase { WORKING, ASKING, STOPPING, OVER }

  /** Why a new plan is needed. */
  record Cause(@Nullable ToolId failed, @Nullable FailureClass failure, String reason) {

    static Cause of(String reason) {
      return new Cause(null, null, reason);
    }
  }

  private final ToolGraph graph;
  private final GraphIndex index;
  private final GraphHealth health;
  private final RunLedger ledger;
  private final CallTable calls;
  private final Course course;
  private final Undo undo;
  Phase phase = Phase.WORKING;
  Question.@Nullable Kind asking;
  private String stopReason = "";

  Pilot(ToolGraph graph, GraphHealth health, RunLedger ledger, CallTable calls, Course course, Undo undo) {
    this.graph = graph;
    this.index = graph.index();
    this.health = health;
    this.ledger = ledger;
    this.calls = calls;
    this.course = course;
    this.undo = undo;
  }

  /** Nothing new is called from now on; what can be undone will be. */
  void stop(String reason) {
    if (phase != Phase.OVER) {
      phase = Phase.STOPPING;
      stopReason = reason;
    }
  }

  void replan(long now, @Nullable Cause cause, List<Decision> out) {
    replan(now, cause, false, out);
  }

  /** {@code answered} says that somebody answered the open question; if there is still no route, it is asked anew. */
  void replan(long now, @Nullable Cause cause, boolean answered, List<Decision> out) {
    PlanResult result = course.search(now);
    String reason = cause == null ? "no other route from what is known" : cause.reason();
    if (result instanceof PlanResult.Planned planned) {
      adopt(planned.plan(), cause, out);
      return;
    }
    Decision.Wait wait = course.waitForTool(now, reason);
    if (wait != null) {
      phase = Phase.WORKING;
      asking = null;
      out.add(wait);
    } else if (result instanceof PlanResult.Demoted demoted) {
      phase = Phase.WORKING;
      asking = null;
      demote(demoted.rung(), demoted.plan(), reason, out);
    } else if (result instanceof PlanResult.Infeasible no) {
      lookUp(no, cause, now, answered, out);
    }
  }

  /** Before anybody is asked: a rung above the one aimed for may be in reach again. */
  private void lookUp(PlanResult.Infeasible no, @Nullable Cause cause, long now, boolean answered, List<Decision> out) {
    PlanResult above = course.rung() == 0 ? no : course.searchAll(now);
    String reason = cause == null ? "" : "; " + cause.reason();
    switch (above) {
      case PlanResult.Planned found -> climb(found.plan(), cause, out);
      case PlanResult.Demoted found -> climb(found.plan(), cause, out);
      case PlanResult.Infeasible top -> {
        if (answered || asking != Question.Kind.NO_ROUTE) {
          ask(Questions.noRoute(index, no, top, calls), Questions.words(no) + reason, out);
        }
      }
    }
  }

  private void climb(Plan plan, @Nullable Cause cause, List<Decision> out) {
    String words = "'" + goalName() + "' is in reach again";
    adopt(plan, cause == null ? Cause.of(words) : new Cause(cause.failed(), cause.failure(), cause.reason() + "; " + words), out);
  }

  private void adopt(Plan next, @Nullable Cause cause, List<Decision> out) {
    Plan old = course.plan();
    boolean tell = cause != null && (cause.failed() != null || asking != null || course.differsFrom(next));
    course.follow(next);
    phase = Phase.WORKING;
    asking = null;
    if (tell && cause != null) {
      out.add(new Decision.Reroute(cause.failed(), cause.failure(), old == null ? next : old, next, cause.reason()));
    }
  }

  void demote(int lower, @Nullable Plan lowerPlan, String reason, List<Decision> out) {
    int from = course.rung();
    course.aim(lower);
    if (lowerPlan == null) {
      course.followNothing();
    } else {
      course.follow(lowerPlan);
    }
    out.add(new Decision.Demote(from, lower, goalName(), lowerPlan, reason));
    undo.add(unneeded(course.goals(), course.tools()), "not needed for " + goalName());
  }

  /** Returns what is to be undone; not what a person has been asked about. */
  List<Integer> unneeded(int[] goals, int[] futureTools) {
    List<Integer> result = ledger.unsupported(goals, futureTools);
    result.removeIf(calls.doubt::get);
    return result;
  }

  String goalName() {
    return graph.goals().rung(course.rung()).name();
  }

  void ask(Question question, String reason, List<Decision> out) {
    phase = phase == Phase.STOPPING ? phase : Phase.ASKING;
    asking = question.kind();
    out.add(new Decision.Escalate(question, reason));
  }

  void advance(long now, List<Decision> out) {
    if (undo.isRunning()) {
      return;
    }
    switch (phase) {
      case STOPPING -> finishStop(out);
      case WORKING -> {
        if (!undo.isEmpty()) {
          out.add(undo.next());
        } else if (ledger.knows(course.goals())) {
          finish(out);
        } else {
          callReady(now, out);
        }
      }
      case ASKING, OVER -> { }
    }
  }

  private void finish(List<Decision> out) {
    if (calls.isIdle()) {
      undo.add(unneeded(course.goals(), new int[0]), "the goal was reached without it");
      if (undo.isEmpty()) {
        phase = Phase.OVER;
        out.add(new Decision.Complete(course.rung(), goalName()));
      } else {
        out.add(undo.next());
      }
    }
  }

  private void finishStop(List<Decision> out) {
    if (calls.isIdle()) {
      if (undo.isEmpty()) {
        undo.add(unneeded(new int[0], new int[0]), stopReason);
      }
      if (undo.isEmpty()) {
        phase = Phase.OVER;
        out.add(new Decision.Stop(stopReason));
      } else {
        out.add(undo.next());
      }
    }
  }

  /** Calls every step that can be called; irreversible ones only when nothing else is under way, so that failing stays cheap. */
  private void callReady(long now, List<Decision> out) {
    if (course.isBroken(now)) {
      replan(now, Cause.of("a planned tool became unavailable"), out);
      if (phase != Phase.WORKING || !undo.isEmpty()) {
        advance(now, out);
        return;
      }
    }
    boolean mayCommit = calls.isIdle();
    boolean commits = false;
    for (int tool : course.tools()) {
      if (isDue(tool)) {
        if (index.arc(tool).effect() == Effect.IRREVERSIBLE) {
          commits = true;
        } else {
          mayCommit = false;
          call(tool, now, out);
        }
      }
    }
    for (int tool : commits && mayCommit ? course.tools() : new int[0]) {
      if (isDue(tool)) {
        call(tool, now, out);
      }
    }
  }

  private boolean isDue(int tool) {
    return calls.isFree(tool) && !calls.waiting.get(tool) && ledger.isReady(tool);
  }

  private void call(int tool, long now, List<Decision> out) {
    if (!calls.approved.get(tool)) {
      Optional<String> risk = health.risk(tool);
      if (risk.isPresent() || index.arc(tool).gated()) {
        if (!calls.asked.get(tool)) {
          calls.asked.set(tool);
          out.add(new Decision.AskApproval(index.toolId(tool), risk.map(kind -> "risk '" + kind + "'").orElse("the tool is gated")));
        }
        return;
      }
    }
    if (health.tryAcquire(tool, now)) {
      out.add(new Decision.Call(index.toolId(tool), calls.launch(tool, now)));
    }
  }
}
