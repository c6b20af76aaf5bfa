package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class AgentRunTest extends RuntimeFixture {

  @Test
  void letsAnAgentInJavaCallToolsAndOtherAgents() {
    host(Tool.blocking("double", "", Schema.anyObject(), call ->
        ToolResult.of(json().put("n", call.arguments().get("n").asInt() * 2))));
    host(
        Agent.of("shout", "Says it loudly", request -> AgentReply.text(request.text().toUpperCase(Locale.ROOT))),
        Agent.of("front", "Does sums", request -> {
          ToolResult.Success doubled = (ToolResult.Success) request.call("double", json().put("n", 21));
          return request.handoff("shout", "it is " + doubled.output().get("n"));
        }));

    Run run = await(runtime.start(RunRequest.agent("front", "go")));

    assertThat(await(run.result())).isEqualTo(new RunResult.Completed("IT IS 42", null));
    assertThat(events(run.id())).extracting(event -> event.getClass().getSimpleName()).containsExactly(
        "Accepted", "AgentStarted", "ToolCalled", "ToolSucceeded", "AgentStarted", "AgentAnswered", "AgentAnswered", "Completed");
  }

  @Test
  void letsTheControllerPickWhoAnswersAtAFrontDesk() {
    host(
        Agent.of("weather", "Tells the weather forecast for a city", request -> AgentReply.text("sunny")),
        Agent.of("payroll", "Answers questions about salaries and payslips", request -> AgentReply.text("on the 25th")),
        new Agent("desk", "Front desk", List.of(), new AgentBody.Routed(List.of("weather", "payroll"))));

    Run run = await(runtime.start(RunRequest.agent("desk", "When do I get my payslip?")));

    assertThat(await(run.result())).isEqualTo(new RunResult.Completed("on the 25th", null));
    RunEvent.Routed routed = only(events(run.id()), RunEvent.Routed.class).findFirst().orElseThrow();
    assertThat(routed.agent()).isEqualTo("payroll");
    assertThat(routed.explanation()).isNotBlank();
    assertThat(routed.decision().toString()).contains("weather");
  }

  @Test
  void saysWhatItCanDoWhenNobodyFits() {
    host(
        Agent.of("weather", "Tells the weather forecast", request -> AgentReply.text("sunny")),
        Agent.of("payroll", "Answers questions about salaries", request -> AgentReply.text("on the 25th")),
        new Agent("desk", "Front desk", List.of(), new AgentBody.Routed(List.of("weather", "payroll"))));

    RunResult.Completed answer = (RunResult.Completed) say("desk", "xylophone zebra quark");

    assertThat(answer.text()).contains("weather", "payroll");
  }

  @Test
  void stopsAgentsThatHandOffInCircles() {
    host(
        Agent.of("a", "", request -> request.handoff("b", "you")),
        Agent.of("b", "", request -> request.handoff("a", "no, you")));

    RunResult result = result(RunRequest.agent("a", "who?").withBudget(Budget.ofDefaults().withMaxSteps(20)));

    assertThat(result).isEqualTo(new RunResult.Failed(FailureClass.DENIED, "the budget of 20 steps is used up"));
  }
}
