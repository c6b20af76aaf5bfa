package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelBody;
import io.roundhouse.runtime.ModelPolicy;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.roundhouse.runtime.testing.SteppedJournal;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which entries of a run share a commit, and what nobody does or sees before its commit. */
final class SharedCommitTest {

  private final Vertx vertx = BlockedThreads.vertx();
  private final SteppedJournal journal = new SteppedJournal(vertx);
  private final AgentRuntime runtime = RuntimeBuilder.on(vertx).journal(journal).build();

  /** What was done or seen although the journal did not have it. */
  private final List<String> tooEarly = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    await(runtime.close(Duration.ZERO));
    await(vertx.close());
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  private void host(Agent agent) {
    runtime.update(catalog -> catalog.with(agent));
  }

  /** A tool that says so if its call is not in the journal. */
  private void hostTool(String name) {
    Tool tool = Tool.async(name, "", Schema.anyObject(), call -> {
      expect(RunEvent.ToolCalled.class, event -> ((RunEvent.ToolCalled) event).callId().equals(call.callId()), "call of " + name);
      return Future.succeededFuture(ToolResult.of(json().put("by", name)));
    });
    runtime.update(catalog -> catalog.with(tool.withEffect(Effect.IRREVERSIBLE)));
  }

  private void hostModel(String name, ModelPolicy policy, AtomicInteger failures) {
    ModelBody body = new ModelBody.Async((request, call) -> {
      expect(RunEvent.ModelCalled.class, event -> true, "call of " + name);
      if (failures.getAndDecrement() > 0) {
        return Future.failedFuture(new IOException("hiccup"));
      }
      return Future.succeededFuture(
          ChatResponse.builder().aiMessage(AiMessage.from("said")).tokenUsage(new TokenUsage(10, 1)).build());
    });
    runtime.update(catalog -> catalog.with(Model.of(name, "", body, Model.Price.FREE).withPolicy(policy)));
    host(new Agent(name + "-agent", "", List.of(), new AgentBody.Prompted("Answer.", List.of(), name, 4)));
  }

  private <E extends RunEvent> void expect(Class<E> kind, Predicate<RunEvent> which, String what) {
    if (journal.durable().stream().map(JournalEntry::event).noneMatch(event -> kind.isInstance(event) && which.test(event))) {
      tooEarly.add(what);
    }
  }

  private RunResult result(RunRequest request) {
    runtime.observe(entry -> {
      if (!journal.durable().contains(entry)) {
        tooEarly.add("observers saw " + entry.event());
      }
    });
    Run run = await(runtime.start(request));
    expect(RunEvent.Accepted.class, event -> true, "acceptance");
    RunResult result = await(run.result().onSuccess(told -> expect(RunEvent.End.class, event -> true, "end")));
    assertThat(tooEarly).isEmpty();
    return result;
  }

  @Test
  void aRunOfOneAgentTakesTwoCommits() {
    host(Agent.of("echo", "", request -> {
      expect(RunEvent.AgentStarted.class, event -> true, "start");
      return AgentReply.text(request.text());
    }));

    assertThat(result(RunRequest.agent("echo", "hello"))).isEqualTo(new RunResult.Completed("hello", null));
    assertThat(journal.steps()).containsExactly(List.of("Accepted", "AgentStarted"), List.of("AgentAnswered", "Completed"));
  }

  @Test
  void aRunOfOneToolTakesTwoCommits() {
    hostTool("pay");

    assertThat(result(RunRequest.tool("pay", json()))).isInstanceOf(RunResult.Completed.class);
    assertThat(journal.steps()).containsExactly(List.of("Accepted", "ToolCalled"), List.of("ToolSucceeded", "Completed"));
  }

  @Test
  void anAgentWithAModelTakesOneMoreForEachCall() {
    hostModel("small", ModelPolicy.ofDefaults(), new AtomicInteger());

    assertThat(result(RunRequest.agent("small-agent", "hello"))).isEqualTo(new RunResult.Completed("said", null));
    assertThat(journal.steps()).containsExactly(
        List.of("Accepted", "AgentStarted"), List.of("ModelCalled"), List.of("ModelAnswered", "AgentAnswered", "Completed"));
  }

  @Test
  void aGraphTakesOneForEachStep() {
    hostTool("first");
    hostTool("second");
    ToolGraph graph = ToolGraph.builder("two").inputs("in")
        .tool(ToolArc.of("first").needs("in").yields("half").withEffect(Effect.IRREVERSIBLE))
        .tool(ToolArc.of("second").needs("half").yields("whole").withEffect(Effect.IRREVERSIBLE))
        .rung("done", "whole")
        .build();
    GraphTool body = GraphTool.of(graph, Map.of(
        ToolId.of("first"), new StepBinding("first", Map.of(), Map.of("half", "")),
        ToolId.of("second"), new StepBinding("second", Map.of(), Map.of("whole", ""))));
    runtime.update(catalog -> catalog.with(new Tool(
        "two", "", Schema.anyObject(), null, Effect.IRREVERSIBLE, Duration.ofSeconds(20), new ToolBody.Graph(body))));

    assertThat(result(RunRequest.tool("two", json().put("in", 1)))).isInstanceOf(RunResult.Completed.class);
    assertThat(journal.steps()).containsExactly(
        List.of("Accepted", "ToolCalled"),
        List.of("Planned", "ToolCalled"),
        List.of("ToolSucceeded", "ToolCalled"),
        List.of("ToolSucceeded", "ToolSucceeded", "Completed"));
  }

  @Test
  void anAgentInJavaGetsNoOutcomeBeforeItIsDurable() {
    hostTool("look");
    hostModel("small", ModelPolicy.ofDefaults(), new AtomicInteger());
    host(Agent.of("other", "", request -> AgentReply.text("well")));
    host(Agent.of("broken", "", request -> {
      throw ToolException.badInput("no");
    }));
    host(Agent.of("front", "", request -> {
      request.call("look", json());
      expect(RunEvent.ToolSucceeded.class, event -> true, "outcome of a tool");
      request.ask("small", "so?");
      expect(RunEvent.ModelAnswered.class, event -> true, "answer of a model");
      request.handoff("other", "and you?");
      expect(RunEvent.AgentAnswered.class, event -> true, "answer of an agent");
      try {
        return request.handoff("broken", "and you?");
      } catch (ToolException e) {
        expect(RunEvent.AgentFailed.class, event -> true, "failure of an agent");
        return AgentReply.text(e.getMessage());
      }
    }));

    assertThat(result(RunRequest.agent("front", "go"))).isEqualTo(new RunResult.Completed("no", null));
  }

  @Test
  void spendsNoCommitOnAnAgentThatMayNotBegin() {
    host(Agent.of("echo", "", request -> AgentReply.text(request.text())));
    RunRequest request = RunRequest.agent("echo", "hello");

    assertThat(result(request.withBudget(request.budget().withMaxSteps(0)))).isInstanceOf(RunResult.Failed.class);
    assertThat(journal.steps()).containsExactly(List.of("Accepted"), List.of("Failed"));
  }

  @Test
  void endsWhenWhatNobodyWaitsForCannotBeWritten() {
    hostModel("small", ModelPolicy.ofDefaults().withAttempts(2, Duration.ofMinutes(1), Duration.ofMinutes(1)), new AtomicInteger(1));
    journal.refuse(RunEvent.Retried.class);

    Run run = await(runtime.start(RunRequest.agent("small-agent", "hello")));

    assertThat(await(run.result())).isEqualTo(new RunResult.Failed(FailureClass.OUTAGE, "the disk is full"));
    assertThat(journal.steps()).containsExactly(List.of("Accepted", "AgentStarted"), List.of("ModelCalled"));
  }
}
