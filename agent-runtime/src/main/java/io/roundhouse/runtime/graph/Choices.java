package io.roundhouse.runtime.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.heal.Decision;
import io.roundhouse.toolgraph.heal.HealEvent;
import io.roundhouse.toolgraph.heal.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Turns a question of the healer into a choice for a person, and the answer into events for the log and for the healer. */
final class Choices {

  /** Where the answer "it took effect" says what the call yielded. */
  static final String RESULT = "result";

  private final GraphTool tool;
  private final String parent;
  private final Function<String, String> callIds;

  /** {@code callIds} knows the id of the latest call of a step, or of the undo of one. */
  Choices(GraphTool tool, String parent, Function<String, String> callIds) {
    this.tool = tool;
    this.parent = parent;
    this.callIds = callIds;
  }

  InputRequest.Choice choice(String id, Decision.Escalate ask) {
    Question question = ask.question();
    return new InputRequest.Choice(
        id,
        Questions.sentence(tool.graph(), ask),
        question.answers().stream().map(Question.Answer::name).toList(),
        question.blockers().stream().map(ToolId::value).toList());
  }

  /** What was chosen; declining means giving up. */
  HealEvent chosen(Question question, InputAnswer answer) {
    String name = answer instanceof InputAnswer.Accepted accepted ? accepted.content().path(InputRequest.CHOICE).asText() : "";
    return question.answers().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElse(question.answers().getLast())
        .event();
  }

  /** Why the answer cannot be taken: whoever says that a call took effect has to say what it yielded. */
  List<String> violations(Question question, InputAnswer answer) {
    List<String> missing = new ArrayList<>();
    if (answer instanceof InputAnswer.Accepted
        && chosen(question, answer) instanceof HealEvent.DoubtResolved resolved && resolved.performed()) {
      StepBinding binding = tool.step(resolved.tool()).orElseThrow();
      for (ItemId item : resolved.produced()) {
        if (Templates.at(result(answer), binding.yields().getOrDefault(item.value(), "")).isMissingNode()) {
          missing.add("'" + RESULT + "' must hold what the call yielded, and has no " + item.value());
        }
      }
    }
    return missing;
  }

  static JsonNode result(InputAnswer answer) {
    return answer instanceof InputAnswer.Accepted accepted && accepted.content().has(RESULT)
        ? accepted.content().get(RESULT)
        : JsonNodeFactory.instance.objectNode();
  }

  /** What the log says besides the answer, so that a resumed run knows what it meant. */
  List<RunEvent> consequences(Question question, InputAnswer answer, String by) {
    if (answer instanceof InputAnswer.Dismissed) {
      return List.of();
    }
    return switch (chosen(question, answer)) {
      case HealEvent.DoubtResolved resolved -> List.of(settled(question, resolved, answer, by));
      case HealEvent.Waived waived -> List.of(new RunEvent.Waived(parent, waived.tool().value(), by));
      case HealEvent.Recovered back ->
          List.of(new RunEvent.Readmitted(parent, back.tools().stream().map(ToolId::value).toList(), by));
      case HealEvent.Approved approved -> List.of(new RunEvent.ApprovalAnswered(parent, approved.tool().value(), true, by));
      case HealEvent.Cancelled gaveUp -> List.of(new RunEvent.GaveUp(parent, by));
      default -> List.of();
    };
  }

  private RunEvent settled(Question question, HealEvent.DoubtResolved resolved, InputAnswer answer, String by) {
    ToolId id = resolved.tool();
    String step = id.value();
    String says = ", " + by + " says";
    if (question.kind() == Question.Kind.UNDO_FAILED) {
      String undo = Objects.requireNonNull(tool.graph().tool(id).undo()).value();
      String callId = callIds.apply(GraphMemory.UNDO + step);
      return new RunEvent.ToolSucceeded(callId, parent, undo, toolOf(undo), TextNode.valueOf("undone by hand" + says));
    }
    return resolved.performed()
        ? new RunEvent.ToolSucceeded(callIds.apply(step), parent, step, toolOf(step), result(answer))
        : RunEvent.ToolFailed.of(
            callIds.apply(step), parent, step, toolOf(step), FailureClass.TRANSIENT, "did not take effect" + says);
  }

  private String toolOf(String step) {
    return tool.step(ToolId.of(step)).orElseThrow().tool();
  }

  /** The event for the healer, with the items that the answer made known. */
  HealEvent event(Question question, InputAnswer answer, GraphItems items) {
    HealEvent chosen = chosen(question, answer);
    if (chosen instanceof HealEvent.DoubtResolved resolved && resolved.performed()) {
      Set<ItemId> produced =
          items.take(tool.graph().tool(resolved.tool()).outputs(), tool.step(resolved.tool()).orElseThrow(), result(answer));
      return new HealEvent.DoubtResolved(resolved.tool(), true, produced);
    }
    return chosen;
  }
}
