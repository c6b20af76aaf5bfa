package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.graph.InputIds;
import io.roundhouse.runtime.graph.StepCall;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/**
 * A call outside graphs that was made before a restart, must not simply be repeated, and whose outcome nobody recorded. A person
 * decides if the run is attended; otherwise the run ends with the question.
 */
final class DoubtfulCall {

  private static final String RESULT = "result";

  private DoubtfulCall() {}

  static Future<ToolResult> decide(RunScope scope, StepCall call, Supplier<Future<ToolResult>> again) {
    String question =
        "tool '" + call.tool() + "' was called before a restart and nobody knows whether it did its work; look, then decide";
    RunResult nobody = new RunResult.Escalated(question, List.of(call.step()));
    if (!scope.attended()) {
      return ended(scope, nobody);
    }
    String did = call.tool() + " took effect";
    String didNot = call.tool() + " did not take effect";
    InputRequest.Choice choice =
        new InputRequest.Choice(id(scope, call), question, List.of(did, didNot, "give up"), List.of(call.step()));
    return scope.choose(call.callId(), choice, answer -> List.of(), (answer, by) -> consequences(call, answer, did))
        .compose(answer -> {
          String chosen = chosen(answer);
          if (chosen.equals(did)) {
            return Future.succeededFuture(ToolResult.of(result(answer)));
          }
          return chosen.equals(didNot) ? again.get() : ended(scope, nobody);
        }, over -> Future.succeededFuture(ToolResult.failure(FailureClass.DENIED, "the run has ended")));
  }

  private static String chosen(InputAnswer answer) {
    return answer instanceof InputAnswer.Accepted accepted ? accepted.content().path(InputRequest.CHOICE).asText() : "";
  }

  private static JsonNode result(InputAnswer answer) {
    return answer instanceof InputAnswer.Accepted accepted && accepted.content().has(RESULT)
        ? accepted.content().get(RESULT)
        : TextNode.valueOf("done");
  }

  private static List<RunEvent> consequences(StepCall call, InputAnswer answer, String did) {
    return chosen(answer).equals(did)
        ? List.of(new RunEvent.ToolSucceeded(call.callId(), call.parent(), call.step(), call.tool(), result(answer)))
        : List.of();
  }

  /** A call can come into doubt more than once; each time is asked about anew. */
  private static String id(RunScope scope, StepCall call) {
    String prefix = InputIds.doubt(call.callId());
    int number = 1;
    while (scope.recorded().answer(prefix + number) != null) {
      number++;
    }
    return prefix + number;
  }

  private static Future<ToolResult> ended(RunScope scope, RunResult end) {
    scope.end(end);
    return Future.succeededFuture(ToolResult.failure(FailureClass.DENIED, "the run has ended"));
  }
}
