package io.roundhouse.runtime.graph;

import static io.roundhouse.runtime.testing.Await.await;
import static io.roundhouse.runtime.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.RunSignal;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A graph without a route asks whoever attends the run, and goes on with the answer. */
final class AttendedRunTest {

  private final Vertx vertx = BlockedThreads.vertx();
  private final AgentRuntime runtime = RuntimeBuilder.on(vertx).build();
  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private volatile boolean losesAnswers;

  @BeforeEach
  void host() {
    ToolGraph graph = ToolGraph.builder("order")
        .inputs("order")
        .tool(ToolArc.of("reserve").needs("order").yields("number").undoneBy("release"))
        .tool(ToolArc.of("release").needs("order"))
        .tool(ToolArc.of("pay").needs("number").yields("payment").withEffect(Effect.IRREVERSIBLE))
        .rung("paid", "payment")
        .build();
    Map<ToolId, StepBinding> steps = new HashMap<>();
    for (ToolArc arc : graph.tools()) {
      Map<String, String> yields = new HashMap<>();
      arc.outputs().forEach(item -> yields.put(item.value(), "value"));
      steps.put(arc.id(), new StepBinding(arc.id().value(), Map.of(), yields));
      runtime.update(catalog -> catalog.with(tool(arc.id().value())));
    }
    runtime.update(catalog -> catalog.with(new Tool("order", "", Schema.anyObject(), null, Effect.IRREVERSIBLE,
        Duration.ofSeconds(20), new ToolBody.Graph(GraphTool.of(graph, steps)))));
  }

  @AfterEach
  void stop() {
    await(runtime.close(Duration.ZERO));
    await(vertx.close());
  }

  private Tool tool(String name) {
    return Tool.async(name, "", Schema.anyObject(), call -> {
      int number = calls.merge(name, 1, Integer::sum);
      if (down.contains(name)) {
        return Future.succeededFuture(ToolResult.failure(FailureClass.OUTAGE, "gone"));
      }
      if (losesAnswers && name.equals("pay")) {
        return Future.succeededFuture(new ToolResult.Failure(FailureClass.TRANSIENT, "connection lost").inDoubt());
      }
      return Future.succeededFuture(ToolResult.of(json().put("value", name + " " + number)));
    });
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  private Run start(boolean attended) {
    return await(runtime.start(RunRequest.tool("order", json().put("order", 7)).withAttended(attended)));
  }

  private static InputRequest.Choice asked(Run run) {
    Promise<InputRequest> asked = Promise.promise();
    Runnable stop = run.listen(signal -> {
      if (signal instanceof RunSignal.InputAsked question) {
        asked.tryComplete(question.request());
      }
    });
    run.pending().stream().findFirst().ifPresent(asked::tryComplete);
    InputRequest question = await(asked.future());
    stop.run();
    return (InputRequest.Choice) question;
  }

  private Future<Boolean> choose(Run run, InputRequest question, String option) {
    return runtime.answer(run.id(), question.id(), new InputAnswer.Accepted(json().put("choice", option)), "eve");
  }

  private List<RunEvent> events(Run run) {
    return await(runtime.trace(run.id())).stream().map(JournalEntry::event).toList();
  }

  @Test
  void triesAgainWhatHasRecoveredAndKeepsWhatIsDone() {
    down.add("pay");
    Run run = start(true);
    InputRequest.Choice question = asked(run);
    down.clear();

    assertThat(await(choose(run, question, "try again"))).isTrue();

    assertThat(question.id()).isEqualTo("call~no-route-1");
    assertThat(question.options()).containsExactly("try again", "give up");
    assertThat(question.blockers()).containsExactly("pay");
    RunResult.Completed done = (RunResult.Completed) await(run.result());
    assertThat(done.data().path("payment").asText()).isEqualTo("pay 2");
    assertThat(calls).containsEntry("reserve", 1);
    assertThat(events(run)).contains(new RunEvent.Readmitted("call", List.of("pay"), "eve"));
  }

  @Test
  void asksAgainWhenTryingAgainDidNotHelp() {
    down.add("pay");
    Run run = start(true);

    await(choose(run, asked(run), "try again"));
    InputRequest.Choice second = asked(run);
    await(choose(run, second, "give up"));

    assertThat(second.id()).isEqualTo("call~no-route-2");
    assertThat(await(run.result())).isEqualTo(new RunResult.Failed(FailureClass.DENIED, "cancelled: given up"));
    assertThat(calls).containsEntry("release", 1).containsEntry("pay", 2);
  }

  @Test
  void endsWithTheQuestionWhenItIsDismissed() {
    down.add("pay");
    Run run = start(true);

    await(runtime.answer(run.id(), asked(run).id(), new InputAnswer.Dismissed(), "eve"));

    assertThat(await(run.result())).isInstanceOf(RunResult.Escalated.class);
    assertThat(calls).doesNotContainKey("release");
  }

  @Test
  void asksNobodyUnlessSomebodyAttends() {
    down.add("pay");

    Run run = start(false);

    assertThat(await(run.result())).isInstanceOfSatisfying(
        RunResult.Escalated.class, asked -> assertThat(asked.blockers()).containsExactly("pay"));
    assertThat(run.pending()).isEmpty();
  }

  @Test
  void goesOnWithWhatAPersonKnowsAboutACallInDoubt() {
    losesAnswers = true;
    Run run = start(true);
    InputRequest.Choice question = asked(run);

    Throwable incomplete = failure(choose(run, question, "pay took effect"));
    ObjectNode told = json().put("choice", "pay took effect");
    told.putObject("result").put("value", "receipt 12");
    assertThat(await(runtime.answer(run.id(), question.id(), new InputAnswer.Accepted(told), "eve"))).isTrue();

    assertThat(incomplete).hasMessageContaining("'result' must hold what the call yielded");
    RunResult.Completed done = (RunResult.Completed) await(run.result());
    assertThat(done.data().path("payment").asText()).isEqualTo("receipt 12");
    assertThat(calls).containsEntry("pay", 1);
  }

  @Test
  void callsAgainWhatAPersonSaysDidNotHappen() {
    losesAnswers = true;
    Run run = start(true);
    InputRequest.Choice question = asked(run);
    losesAnswers = false;

    await(choose(run, question, "pay did not take effect"));

    assertThat(await(run.result())).isInstanceOf(RunResult.Completed.class);
    assertThat(calls).containsEntry("pay", 2);
  }

  @Test
  void endsInTimeWhenNobodyAnswers() {
    down.add("pay");
    Budget hurried = Budget.ofDefaults().withMaxTime(Duration.ofMillis(300));

    Run run = await(runtime.start(RunRequest.tool("order", json().put("order", 7)).withAttended(true).withBudget(hurried)));

    assertThat(await(run.result())).isInstanceOfSatisfying(
        RunResult.Failed.class, failed -> assertThat(failed.failureClass()).isEqualTo(FailureClass.TIMEOUT));
    assertThat(events(run)).contains(
        new RunEvent.InputAnswered("call", "call~no-route-1", new InputAnswer.Dismissed(), "the time budget"));
  }
}
