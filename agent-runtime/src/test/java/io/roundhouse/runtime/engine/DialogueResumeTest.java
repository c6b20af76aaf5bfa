package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions and answers outlive the process that asked. */
final class DialogueResumeTest extends RuntimeFixture {

  private final AtomicInteger asks = new AtomicInteger();
  private AgentRuntime next = runtime;

  @AfterEach
  void closeTheSecondProcess() {
    await(next.close(Duration.ZERO));
  }

  private void hostAGraphThatAsks() {
    Tool ask = Tool.blocking("ask", "", Schema.anyObject(), call -> {
      asks.incrementAndGet();
      InputAnswer who = call.dialogue().askAndWait(InputRequest.form("who?", DialogueTest.NAME));
      InputAnswer sure = call.dialogue().askAndWait(InputRequest.roots("sure?"));
      return ToolResult.text(((InputAnswer.Accepted) who).content().path("name").asText() + " " + sure);
    }).withEffect(Effect.PURE);
    Tool send = Tool.blocking("send", "", Schema.anyObject(), call -> ToolResult.text("sent"));
    ToolGraph graph = ToolGraph.builder("letter")
        .inputs("text")
        .tool(ToolArc.of("ask").needs("text").yields("name").withEffect(Effect.PURE))
        .tool(ToolArc.of("send").needs("name").yields("letter").withEffect(Effect.IRREVERSIBLE).withGated(true))
        .rung("sent", "letter", "name")
        .build();
    GraphTool body = GraphTool.of(graph, Map.of(
        ToolId.of("ask"), new StepBinding("ask", Map.of(), Map.of("name", "")),
        ToolId.of("send"), new StepBinding("send", Map.of("to", TextNode.valueOf("$name")), Map.of("letter", ""))));
    host(ask, send, new Tool(
        "letter", "", Schema.anyObject(), null, Effect.IRREVERSIBLE, Duration.ofSeconds(20), new ToolBody.Graph(body)));
  }

  /** What is in the log now, taken up by another runtime over the same catalog, as after a crash. */
  private Run crashed(Run run) {
    List<JournalEntry> log = await(journal.read(run.id()));
    Journal copy = new InMemoryJournal();
    await(copy.accept(List.of(log.get(0))));
    await(copy.append(log.subList(1, log.size())));
    run.cancel("crashed");
    await(run.result());
    next = RuntimeBuilder.on(vertx).journal(copy).catalog(runtime.catalog()).build();
    return await(next.resumeUnfinished()).get(0);
  }

  private void answer(AgentRuntime host, Run run, InputRequest question, InputAnswer answer) {
    assertThat(await(host.answer(run.id(), question.id(), answer, "eve"))).isTrue();
  }

  @Test
  void opensTheQuestionsOfAGraphAgainAndTakesAnswersFromTheLog() {
    hostAGraphThatAsks();
    Run first = await(runtime.start(RunRequest.tool("letter", json().put("text", "dear"))));
    answer(runtime, first, DialogueTest.asked(first), new InputAnswer.Accepted(json().put("name", "bob")));
    InputRequest open = DialogueTest.asked(first);

    Run second = crashed(first);
    InputRequest again = DialogueTest.asked(second);
    answer(next, second, again, new InputAnswer.Declined());
    InputRequest approval = DialogueTest.asked(second);
    answer(next, second, approval, InputAnswer.Accepted.empty());

    assertThat(again).isEqualTo(open);
    assertThat(open.id()).isEqualTo("call~ask@1~input-2");
    assertThat(approval).isInstanceOfSatisfying(InputRequest.Approval.class, asked -> assertThat(asked.step()).isEqualTo("send"));
    assertThat(await(second.result())).isInstanceOfSatisfying(RunResult.Completed.class, done ->
        assertThat(done.data().path("name").asText()).isEqualTo("bob Declined[]"));
    List<RunEvent> log = await(next.trace(second.id())).stream().map(JournalEntry::event).toList();
    assertThat(only(log, RunEvent.InputAsked.class)).hasSize(2);
    assertThat(only(log, RunEvent.InputAnswered.class)).hasSize(2);
    assertThat(only(log, RunEvent.ToolCalled.class).filter(called -> called.step().equals("ask"))).hasSize(1);
    assertThat(asks).hasValue(2);
  }

  @Test
  void opensAnApprovalAgainUnderItsIdWithoutAskingTwiceInTheLog() {
    hostAGraphThatAsks();
    Run first = await(runtime.start(RunRequest.tool("letter", json().put("text", "dear"))));
    answer(runtime, first, DialogueTest.asked(first), new InputAnswer.Accepted(json().put("name", "bob")));
    answer(runtime, first, DialogueTest.asked(first), new InputAnswer.Declined());
    InputRequest open = DialogueTest.asked(first);

    Run second = crashed(first);
    InputRequest again = DialogueTest.asked(second);
    assertThat(await(next.approve(second.id(), "send", true, "eve"))).isTrue();

    assertThat(again).isEqualTo(open);
    assertThat(await(second.result())).isInstanceOf(RunResult.Completed.class);
    List<RunEvent> log = await(next.trace(second.id())).stream().map(JournalEntry::event).toList();
    assertThat(only(log, RunEvent.ApprovalAsked.class)).hasSize(1);
  }

  @Test
  void replaysTheAnswersOfAnAgent() {
    host(Agent.of("clerk", "", request -> {
      asks.incrementAndGet();
      InputAnswer first = request.dialogue().askAndWait(InputRequest.roots("one?"));
      InputAnswer second = request.dialogue().askAndWait(InputRequest.roots("two?"));
      return AgentReply.text(first + " " + second);
    }));
    Run first = await(runtime.start(RunRequest.agent("clerk", "go")));
    answer(runtime, first, DialogueTest.asked(first), new InputAnswer.Declined());
    InputRequest open = DialogueTest.asked(first);

    Run second = crashed(first);
    answer(next, second, DialogueTest.asked(second), new InputAnswer.Dismissed());

    assertThat(open.id()).isEqualTo("agent~input-2");
    assertThat(await(second.result())).isEqualTo(new RunResult.Completed("Declined[] Dismissed[]", null));
    assertThat(asks).hasValue(2);
  }

  @Test
  void refusesABodyThatAsksSomethingElseAfterTheRestart() {
    host(Agent.of("clerk", "", request -> {
      InputRequest question = asks.incrementAndGet() == 1 ? InputRequest.roots("one?") : InputRequest.form("other?", DialogueTest.NAME);
      return AgentReply.text(request.dialogue().askAndWait(question).toString());
    }));
    Run first = await(runtime.start(RunRequest.agent("clerk", "go")));
    DialogueTest.asked(first);

    Run second = crashed(first);

    assertThat(await(second.result())).isInstanceOfSatisfying(RunResult.Failed.class, failed ->
        assertThat(failed.message()).contains("asked something else"));
  }
}
