package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.internal.IdSet;
import java.util.List;
import java.util.Set;

/**
 * What a run needs to be told before it can go on; for a person or an LLM. Immutable.
 *
 * @param goals the items that are wanted and out of reach
 * @param blockers the tools that stand in the way; none of them can be left out
 * @param options what would help, one short sentence each
 * @param answers what can be answered, as {@link Healer#on} takes it; giving up is always among them, and is last
 */
public record Question(Kind kind, Set<ItemId> goals, Set<ToolId> blockers, List<String> options, List<Answer> answers) {

  /** One way to go on: a name for people, the same for the same situation, and the event to send when it is chosen. */
  public record Answer(String name, HealEvent event) {}

  /** Why the run cannot decide itself. */
  public enum Kind {
    /** No rung of the goal ladder has a route. */
    NO_ROUTE,
    /** An irreversible call has an unknown outcome. */
    IN_DOUBT,
    /** An effect could not be taken back. */
    UNDO_FAILED,
    /** A monitor reported a risk. */
    RISK
  }

  /** Copies everything; sets iterate in the order of ids. */
  public Question {
    goals = IdSet.copyOf(goals);
    blockers = IdSet.copyOf(blockers);
    options = List.copyOf(options);
    answers = List.copyOf(answers);
  }
}
