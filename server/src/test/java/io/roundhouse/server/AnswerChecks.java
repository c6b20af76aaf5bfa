package io.roundhouse.server;

import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.tools.ToolEffect;
import io.roundhouse.toolgraph.Effect;
import java.util.Map;

/** Checks sums, as a unit test would. */
public final class AnswerChecks {

  /** Made by the server. */
  public AnswerChecks() {}

  /** Whether the answer is right. */
  @Tool("Says whether six times seven was worked out")
  @ToolEffect(Effect.PURE)
  public Map<String, Object> product(String question, String answer) {
    if (question.contains("hurt")) {
      throw ToolException.badInput("the calculator is broken");
    }
    boolean right = answer.strip().equals("42");
    return Map.of("passed", right, "reason", right ? "6 * 7 is 42" : "6 * 7 is not " + answer.strip());
  }

  /** Files an answer for good. */
  @Tool("Files an answer")
  public boolean file(String question, String answer) {
    return true;
  }
}
