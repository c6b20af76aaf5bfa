package io.roundhouse.runtime.graph;

import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.heal.Decision;
import io.roundhouse.toolgraph.heal.Question;
import java.util.stream.Collectors;

/** What a person is told when a graph has no route left. */
final class Questions {

  private Questions() {}

  static String sentence(ToolGraph graph, Decision.Escalate escalate) {
    Question question = escalate.question();
    String goals = question.goals().stream().map(ItemId::value).collect(Collectors.joining(", "));
    String blockers = question.blockers().stream().map(ToolId::value).collect(Collectors.joining(", "));
    return "graph '%s' cannot reach %s: %s%s%s".formatted(
        graph.name(),
        goals.isEmpty() ? "its goal" : goals,
        escalate.reason(),
        blockers.isEmpty() ? "" : "; in the way: " + blockers,
        question.options().isEmpty() ? "" : "; options: " + String.join("; ", question.options()));
  }
}
