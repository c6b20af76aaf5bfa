package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.GoalLadder;
import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.plan.PlanResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Turns what a run cannot decide into a question that a person or an LLM can answer. */
final class Questions {

  private static final Question.Answer GIVE_UP = new Question.Answer("give up", new HealEvent.Cancelled("given up"));

  private Questions() {}

  /** {@code top} is the same for the best rung; it is {@code no} itself while that is aimed for. */
  static Question noRoute(GraphIndex index, PlanResult.Infeasible no, PlanResult.Infeasible top, CallTable calls) {
    List<String> options = new ArrayList<>();
    no.blockers().forEach(tool -> options.add("bring back " + tool + ", or give what it yields"));
    if (!top.goals().equals(no.goals())) {
      top.blockers().forEach(tool -> options.add("bring back " + tool + " for " + top.goals()));
    }
    no.missing().forEach(item -> options.add("give " + item));
    if (no.overLimits()) {
      options.add("raise the limits of the run");
    }
    options.add("cancel the run");
    Set<ToolId> blockers = new TreeSet<>(no.blockers());
    blockers.addAll(top.blockers());
    return new Question(Question.Kind.NO_ROUTE, no.goals(), no.blockers(), options, ways(index, blockers, calls));
  }

  private static List<Question.Answer> ways(GraphIndex index, Set<ToolId> blockers, CallTable calls) {
    Set<ToolId> again = new TreeSet<>();
    List<Question.Answer> more = new ArrayList<>();
    for (ToolId id : blockers) {
      int tool = calls.number(id);
      if (calls.doubt.get(tool)) {
        more.addAll(outcomes(index.arc(tool)));
      } else {
        again.add(id);
        if (calls.isRefused(tool)) {
          more.add(new Question.Answer("approve " + id, new HealEvent.Approved(id)));
        }
      }
    }
    List<Question.Answer> answers = new ArrayList<>();
    answers.add(new Question.Answer("try again", new HealEvent.Recovered(again)));
    answers.addAll(more);
    answers.add(GIVE_UP);
    return answers;
  }

  private static List<Question.Answer> outcomes(ToolArc arc) {
    return List.of(
        new Question.Answer(arc.id() + " took effect", new HealEvent.DoubtResolved(arc.id(), true, arc.outputs())),
        new Question.Answer(arc.id() + " did not take effect", new HealEvent.DoubtResolved(arc.id(), false, Set.of())));
  }

  /** {@code without} is what planning without the tool comes to. */
  static Question inDoubt(ToolArc arc, PlanResult without, GoalLadder goals) {
    List<Question.Answer> answers = new ArrayList<>(outcomes(arc));
    switch (without) {
      case PlanResult.Planned same -> answers.add(goOnWithout(arc.id(), ""));
      case PlanResult.Demoted lower ->
          answers.add(goOnWithout(arc.id(), ", content with '" + goals.rung(lower.rung()).name() + "'"));
      case PlanResult.Infeasible no -> { }
    }
    answers.add(GIVE_UP);
    return new Question(Question.Kind.IN_DOUBT, Set.of(), Set.of(arc.id()),
        List.of("find out whether " + arc.id() + " took effect and report it"), answers);
  }

  private static Question.Answer goOnWithout(ToolId tool, String content) {
    return new Question.Answer("go on without " + tool + content, new HealEvent.Waived(tool));
  }

  static Question undoFailed(ToolId tool) {
    return new Question(Question.Kind.UNDO_FAILED, Set.of(), Set.of(tool), List.of("undo " + tool + " by hand and report it"), List.of(
        new Question.Answer("undo " + tool + " again", new HealEvent.UndoAgain(tool)),
        new Question.Answer(tool + " is undone", new HealEvent.DoubtResolved(tool, false, Set.of())),
        new Question.Answer("leave " + tool + " as it is", new HealEvent.Waived(tool)),
        GIVE_UP));
  }

  static Question risk(String kind, Set<ItemId> goals) {
    return new Question(Question.Kind.RISK, goals, Set.of(), List.of("clear the risk '" + kind + "'", "cancel the run"), List.of(
        new Question.Answer("accept the risk '" + kind + "'", new HealEvent.RiskCleared(kind)), GIVE_UP));
  }

  static String words(PlanResult.Infeasible no) {
    String why;
    if (!no.blockers().isEmpty()) {
      why = "blocked by " + no.blockers();
    } else if (no.overLimits()) {
      why = "every route breaks a limit";
    } else {
      why = "missing " + no.missing();
    }
    return "no route to " + no.goals() + "; " + why;
  }
}
