package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.plan.PlanResult;
import java.util.ArrayList;
import java.util.List;

/** Turns the outcome of planning into a question that a person or an LLM can answer. */
final class Questions {

  private Questions() {}

  /** {@code top} is the same for the best rung; it is {@code no} itself while that is aimed for. */
  static Question noRoute(PlanResult.Infeasible no, PlanResult.Infeasible top) {
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
    return new Question(Question.Kind.NO_ROUTE, no.goals(), no.blockers(), options);
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
