package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;
import static io.roundhouse.runtime.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.LogLevel;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunListener;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.RunSignal;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A body talks with whoever asked for its run. */
final class DialogueTest extends RuntimeFixture {

  static final Schema NAME = Schema.parse("""
      {"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}""");

  private static ToolResult greet(InputAnswer answer) {
    return ToolResult.text(answer instanceof InputAnswer.Accepted accepted
        ? "hello " + accepted.content().path("name").asText()
        : "hello whoever");
  }

  private static Tool blockingGreeter() {
    return Tool.blocking("greet", "", Schema.anyObject(), call -> greet(call.dialogue().askAndWait(InputRequest.form("who?", NAME))))
        .withEffect(Effect.IDEMPOTENT);
  }

  private Run started(String tool) {
    return await(runtime.start(RunRequest.tool(tool, json())));
  }

  /** Waits until the run asks, and returns what. */
  static InputRequest asked(Run run) {
    Promise<InputRequest> asked = Promise.promise();
    Runnable stop = run.listen(signal -> {
      if (signal instanceof RunSignal.InputAsked question) {
        asked.tryComplete(question.request());
      }
    });
    run.pending().stream().findFirst().ifPresent(asked::tryComplete);
    InputRequest request = await(asked.future());
    stop.run();
    return request;
  }

  @Test
  void asksFromAVirtualThreadAndGoesOnWithTheAnswer() {
    host(blockingGreeter());
    Run run = started("greet");

    InputRequest question = asked(run);
    Boolean taken = await(runtime.answer(run.id(), question.id(), new InputAnswer.Accepted(json().put("name", "eve")), "eve"));

    assertThat(question).isEqualTo(new InputRequest.Form("call~input-1", "who?", NAME));
    assertThat(taken).isTrue();
    assertThat(await(run.result())).isEqualTo(new RunResult.Completed("hello eve", TextNode.valueOf("hello eve")));
    assertThat(run.pending()).isEmpty();
    assertThat(events(run.id())).containsSubsequence(
        new RunEvent.InputAsked("call", question),
        new RunEvent.InputAnswered("call", question.id(), new InputAnswer.Accepted(json().put("name", "eve")), "eve"));
  }

  @Test
  void asksFromTheEventLoopAndGoesOnWithTheAnswer() {
    host(Tool.async("greet", "", Schema.anyObject(), call ->
        call.dialogue().ask(InputRequest.form("who?", NAME)).map(DialogueTest::greet)));
    Run run = started("greet");

    await(runtime.answer(run.id(), asked(run).id(), new InputAnswer.Declined(), "eve"));

    assertThat(await(run.result())).isEqualTo(new RunResult.Completed("hello whoever", TextNode.valueOf("hello whoever")));
  }

  @Test
  void keepsTheNamesThatABodyChose() {
    host(Tool.blocking("greet", "", Schema.anyObject(), call -> {
      call.dialogue().askAndWait(new InputRequest.Form("who", "who?", NAME));
      call.dialogue().askAndWait(new InputRequest.Form("who", "who else?", NAME));
      call.dialogue().askAndWait(new InputRequest.Form("no name", "?", NAME));
      return ToolResult.text("not reached");
    }));
    Run run = started("greet");

    InputRequest first = asked(run);
    await(runtime.answer(run.id(), first.id(), new InputAnswer.Declined(), "eve"));
    InputRequest second = asked(run);
    await(runtime.answer(run.id(), second.id(), new InputAnswer.Declined(), "eve"));

    assertThat(first.id()).isEqualTo("call~ask-who");
    assertThat(second.id()).isEqualTo("call~ask-who~2");
    assertThat(await(run.result())).isInstanceOfSatisfying(RunResult.Failed.class, failed ->
        assertThat(failed.message()).contains("letters, digits"));
  }

  @Test
  void asksForAnAgentToo() {
    host(Agent.of("clerk", "", request -> {
      InputAnswer first = request.dialogue().askAndWait(InputRequest.choice("which?", List.of("red", "blue")));
      InputAnswer second = request.dialogue().askAndWait(InputRequest.link("sign here", "https://example.org/sign"));
      return AgentReply.text(((InputAnswer.Accepted) first).content() + " " + second);
    }));
    Run run = await(runtime.start(RunRequest.agent("clerk", "go")));

    InputRequest choice = asked(run);
    assertThat(failure(runtime.answer(run.id(), choice.id(), new InputAnswer.Accepted(json().put("choice", "green")), "eve")))
        .isInstanceOfSatisfying(ToolException.class, bad -> assertThat(bad.failureClass()).isEqualTo(FailureClass.BAD_INPUT));
    await(runtime.answer(run.id(), choice.id(), new InputAnswer.Accepted(json().put("choice", "red")), "eve"));
    InputRequest link = asked(run);
    await(runtime.answer(run.id(), link.id(), new InputAnswer.Dismissed(), "eve"));

    assertThat(List.of(choice.id(), link.id())).containsExactly("agent~input-1", "agent~input-2");
    assertThat(await(run.result())).isEqualTo(
        new RunResult.Completed("{\"choice\":\"red\"} Dismissed[]", null));
  }

  @Test
  void keepsAQuestionOpenWhenTheAnswerDoesNotFit() {
    host(blockingGreeter());
    Run run = started("greet");
    String id = asked(run).id();

    Throwable refusal = failure(runtime.answer(run.id(), id, new InputAnswer.Accepted(json().put("name", 7)), "eve"));

    assertThat(refusal).isInstanceOf(ToolException.class).hasMessageContaining("does not fit question 'call~input-1'");
    assertThat(run.pending()).hasSize(1);
    assertThat(await(runtime.answer(run.id(), "call~input-2", new InputAnswer.Declined(), "eve"))).isFalse();
    assertThat(await(runtime.answer(run.id(), id, new InputAnswer.Declined(), "eve"))).isTrue();
    await(run.result());
    assertThat(await(runtime.answer(run.id(), id, new InputAnswer.Declined(), "eve"))).isFalse();
  }

  @Test
  void dismissesAQuestionWhenTheRunsTimeIsUp() {
    host(blockingGreeter());
    RunRequest request = RunRequest.tool("greet", json()).withBudget(Budget.ofDefaults().withMaxTime(Duration.ofMillis(300)));

    Run run = await(runtime.start(request));

    assertThat(await(run.result())).isInstanceOfSatisfying(
        RunResult.Failed.class, failed -> assertThat(failed.failureClass()).isEqualTo(FailureClass.TIMEOUT));
    assertThat(only(events(run.id()), RunEvent.InputAnswered.class)).containsExactly(
        new RunEvent.InputAnswered("call", "call~input-1", new InputAnswer.Dismissed(), "the time budget"));
    assertThat(run.pending()).isEmpty();
  }

  @Test
  void letsTheTimeoutOfACallStandStillWhileItWaitsForAPerson() throws InterruptedException {
    CountDownLatch answered = new CountDownLatch(1);
    host(blockingGreeter().withTimeout(Duration.ofMillis(100)));
    Run run = started("greet");
    String id = asked(run).id();

    vertx.setTimer(400, fired -> answered.countDown());
    assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
    await(runtime.answer(run.id(), id, new InputAnswer.Declined(), "eve"));

    assertThat(await(run.result())).isInstanceOf(RunResult.Completed.class);
  }

  @Test
  void endsTheWaitWithTheRun() {
    Promise<Throwable> seen = Promise.promise();
    host(Tool.async("greet", "", Schema.anyObject(), call ->
        call.dialogue().ask(InputRequest.roots("where?")).<ToolResult>mapEmpty().onFailure(seen::tryComplete)));
    Run run = started("greet");
    asked(run);

    run.cancel("enough");

    assertThat(await(run.result())).isEqualTo(new RunResult.Cancelled("enough"));
    assertThat(await(seen.future())).isInstanceOf(ToolException.class).hasMessage("the run has ended");
    assertThat(run.pending()).isEmpty();
  }

  @Test
  void boundsTheQuestionsThatAreOpenAtOnce() {
    Promise<Throwable> surplus = Promise.promise();
    host(Tool.async("nosy", "", Schema.anyObject(), call -> {
      List<Future<InputAnswer>> answers = IntStream.range(0, OpenQuestions.MOST)
          .mapToObj(i -> call.dialogue().ask(InputRequest.roots("where?")))
          .toList();
      call.dialogue().ask(InputRequest.roots("and where else?")).onFailure(surplus::tryComplete);
      return Future.all(answers).map(all -> ToolResult.text("asked " + all.size()));
    }));
    Run run = started("nosy");

    assertThat(await(surplus.future())).isInstanceOfSatisfying(
        ToolException.class, refused -> assertThat(refused.failureClass()).isEqualTo(FailureClass.RATE_LIMITED));
    for (int i = 1; i <= OpenQuestions.MOST; i++) {
      assertThat(await(runtime.answer(run.id(), "call~input-" + i, InputAnswer.Accepted.empty(), "eve"))).isTrue();
    }
    assertThat(await(run.result())).isInstanceOf(RunResult.Completed.class);
  }

  @Test
  void tellsItsListenersWhatTheBodySignalsAndNothingElse() {
    host(Tool.blocking("work", "", Schema.anyObject(), call -> {
      call.dialogue().progress(1, 2.0, "half");
      call.dialogue().log(LogLevel.WARNING, "work", TextNode.valueOf("slow"));
      call.dialogue().partial("do");
      call.dialogue().partial("ne");
      return ToolResult.text("done");
    }));
    List<RunSignal> heard = Collections.synchronizedList(new ArrayList<>());

    Run run = started("work");
    run.listen(heard::add);
    await(run.result());

    assertThat(heard).containsExactly(
        new RunSignal.Progress("call", 1, 2.0, "half"),
        new RunSignal.Log("call", LogLevel.WARNING, "work", TextNode.valueOf("slow")),
        new RunSignal.Partial("call", "do"),
        new RunSignal.Partial("call", "ne"));
    assertThat(events(run.id())).extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Accepted", "ToolCalled", "ToolSucceeded", "Completed");
  }

  @Test
  void keepsOnlySoManySignalsForTheFirstListener() {
    Promise<ToolResult> end = Promise.promise();
    host(Tool.async("work", "", Schema.anyObject(), call -> {
      for (int i = 0; i < Signals.MOST_KEPT + 10; i++) {
        call.dialogue().progress(i, null, null);
      }
      call.dialogue().ask(InputRequest.roots("ready?"));
      return end.future();
    }));
    List<RunSignal> heard = Collections.synchronizedList(new ArrayList<>());
    Run run = started("work");
    Promise<Void> ready = Promise.promise();

    runtime.observe(entry -> ready.tryComplete());
    run.listen(signal -> {
      heard.add(signal);
      if (signal instanceof RunSignal.InputAsked) {
        end.tryComplete(ToolResult.text("done"));
      }
    });
    await(run.result());

    assertThat(heard.getLast()).isInstanceOf(RunSignal.InputAsked.class);
    assertThat(heard).hasSizeLessThanOrEqualTo(Signals.MOST_KEPT + 1);
  }

  @Test
  void outlivesAListenerThatThrowsAndBoundsTheirNumber() {
    host(blockingGreeter());
    Run run = started("greet");
    RunListener broken = signal -> {
      throw new IllegalStateException("no");
    };
    String id = asked(run).id();
    List<Runnable> stops = new ArrayList<>();
    for (int i = 0; i < Signals.MOST_LISTENERS; i++) {
      stops.add(run.listen(broken));
    }

    assertThatThrownBy(() -> run.listen(broken)).isInstanceOf(ToolException.class).hasMessageContaining("64 listeners");
    stops.forEach(Runnable::run);
    stops.forEach(Runnable::run);
    run.listen(broken);
    await(runtime.answer(run.id(), id, new InputAnswer.Declined(), "eve"));

    assertThat(await(run.result())).isInstanceOf(RunResult.Completed.class);
  }

  @Test
  void refusesToBlockAnEventLoop() {
    host(Tool.async("greet", "", Schema.anyObject(), call ->
        Future.succeededFuture(greet(call.dialogue().askAndWait(InputRequest.form("who?", NAME))))));

    assertThat(call("greet", json())).isInstanceOf(RunResult.Failed.class);
  }
}
