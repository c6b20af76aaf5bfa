package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;
import static io.roundhouse.runtime.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.testing.SteppedJournal;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ToolRunTest extends RuntimeFixture {

  private static final Schema NUMBER = Schema.parse(
      """
      {"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}""");

  @Test
  void callsAnAsyncToolOnAnEventLoop() {
    host(Tool.async("where", "", Schema.anyObject(), call ->
        Future.succeededFuture(ToolResult.text(String.valueOf(Context.isOnEventLoopThread())))));

    assertThat(call("where", json())).isEqualTo(new RunResult.Completed("true", ToolResultText.of("true")));
  }

  @Test
  void callsABlockingToolOnAVirtualThread() {
    host(Tool.blocking("where", "", Schema.anyObject(), call ->
        ToolResult.text(Thread.currentThread().isVirtual() + " " + Context.isOnEventLoopThread())));

    assertThat(call("where", json())).isEqualTo(new RunResult.Completed("true false", ToolResultText.of("true false")));
  }

  @Test
  void refusesArgumentsThatDoNotFitTheSchemaBeforeAnythingHappens() {
    AtomicInteger calls = new AtomicInteger();
    host(Tool.blocking("square", "", NUMBER, call -> ToolResult.text("" + calls.incrementAndGet())));

    Throwable refusal = failure(runtime.start(RunRequest.tool("square", json().put("n", "four"))));

    assertThat(refusal).isInstanceOfSatisfying(ToolException.class, e -> {
      assertThat(e.failureClass()).isEqualTo(FailureClass.BAD_INPUT);
      assertThat(e).hasMessageContaining("square").hasMessageContaining("n").hasMessageContaining("integer");
    });
    assertThat(calls).hasValue(0);
    assertThat(await(journal.latest(10))).isEmpty();
  }

  @Test
  void namesAToolThatIsNotThere() {
    assertThat(failure(runtime.start(RunRequest.tool("nope", json()))))
        .isInstanceOf(CatalogException.class)
        .hasMessage("there is no tool 'nope' here");
  }

  @Test
  void givesUpACallThatTakesTooLongAndInterruptsIt() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    host(Tool.blocking("slow", "", Schema.anyObject(), call -> {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
      return ToolResult.text("late");
    }).withTimeout(Duration.ofMillis(50)));

    RunResult result = call("slow", json());

    assertThat(result).isEqualTo(new RunResult.Failed(FailureClass.TIMEOUT, "'slow' gave no answer within 50 ms"));
    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void interruptsTheWorkOfACancelledRun() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    host(Tool.blocking("slow", "", Schema.anyObject(), call -> {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
      return ToolResult.text("late");
    }).withTimeout(Duration.ofMinutes(10)));
    Run run = await(runtime.start(RunRequest.tool("slow", json())));
    begun.await();

    run.cancel("the caller hung up");

    assertThat(await(run.result())).isEqualTo(new RunResult.Cancelled("the caller hung up"));
    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(events(run.id())).last().isEqualTo(new RunEvent.Cancelled("the caller hung up"));
  }

  @Test
  void saysNothingOfTheCauseOfAnUnexpectedException() {
    host(Tool.blocking("broken", "", Schema.anyObject(), call -> {
      throw new IllegalStateException("java.secret.Detail at line 7");
    }));

    RunResult.Failed failed = (RunResult.Failed) call("broken", json());

    assertThat(failed.failureClass()).isEqualTo(FailureClass.OUTAGE);
    assertThat(failed.message()).startsWith("tool 'broken' ended unexpectedly").doesNotContain("secret", "Exception");
  }

  @Test
  void treatsAResultThatBreaksItsPromiseAsAFailure() {
    host(Tool.blocking("liar", "", Schema.anyObject(), call -> ToolResult.of(json().put("n", "text"))).withOutput(NUMBER));

    assertThat(call("liar", json())).isInstanceOfSatisfying(
        RunResult.Failed.class, failed -> assertThat(failed.failureClass()).isEqualTo(FailureClass.CONTRACT_VIOLATION));
  }

  @Test
  void joinsTheSecondRequestWithTheSameKeyEvenWhileTheFirstIsUnderWay() {
    AtomicInteger calls = new AtomicInteger();
    AtomicReference<Promise<ToolResult>> pending = new AtomicReference<>(Promise.promise());
    host(Tool.async("once", "", Schema.anyObject(), call -> {
      calls.incrementAndGet();
      return pending.get().future();
    }));
    RunRequest request = RunRequest.tool("once", json()).withKey("k");

    Future<Run> first = runtime.start(request);
    Future<Run> second = runtime.start(request);
    await(first);
    vertx.runOnContext(now -> pending.get().complete(ToolResult.text("ok")));

    assertThat(await(await(second).result())).isEqualTo(await(await(first).result()));
    assertThat(await(runtime.start(request)).id()).isEqualTo(await(first).id());
    assertThat(calls).hasValue(1);
  }

  @Test
  void asksASlowJournalOnlyOnceForTheSameKey() {
    SteppedJournal slow = new SteppedJournal(vertx);
    slow.hold();
    AgentRuntime patient = RuntimeBuilder.on(vertx).journal(slow).catalog(Catalog.empty().with(
        Tool.async("once", "", Schema.anyObject(), call -> Future.succeededFuture(ToolResult.text("ok"))))).build();
    RunRequest request = RunRequest.tool("once", json()).withKey("k");

    Future<Run> first = patient.start(request);
    Future<Run> second = patient.start(request);
    slow.release();

    assertThat(await(second)).isSameAs(await(first));
    assertThat(await(await(first).result())).isInstanceOf(RunResult.Completed.class);
    assertThat(slow.steps()).containsExactly(List.of("Accepted", "ToolCalled"), List.of("ToolSucceeded", "Completed"));
    await(patient.close(Duration.ofSeconds(5)));
  }

  @Test
  void keepsPureCallsOutOfTheJournal() {
    Tool tool = Tool.async("echo", "", Schema.anyObject(), call -> Future.succeededFuture(ToolResult.of(call.arguments())));
    host(tool.withEffect(Effect.PURE));

    call("echo", json());
    assertThat(await(journal.latest(1))).isEmpty();

    host(tool.withEffect(Effect.IDEMPOTENT));
    call("echo", json());
    assertThat(await(journal.latest(1))).hasSize(1);
  }

  @Test
  void staysOnTheEventLoopOfItsCaller() {
    host(Tool.async("loop", "", Schema.anyObject(), call -> Future.succeededFuture(ToolResult.text(Thread.currentThread().getName()))));
    Promise<Boolean> same = Promise.promise();

    vertx.runOnContext(now -> runtime.start(RunRequest.tool("loop", json()))
        .compose(Run::result)
        .map(result -> ((RunResult.Completed) result).text().equals(Thread.currentThread().getName()) && Vertx.currentContext() != null)
        .onComplete(same));

    assertThat(await(same.future())).isTrue();
  }

  @Test
  void refusesMoreRunsThanItsLimit() {
    AgentRuntime small = RuntimeBuilder.on(vertx).maxRuns(1).build();
    small.update(catalog -> catalog.with(Tool.async("wait", "", Schema.anyObject(), call -> Promise.<ToolResult>promise().future())));
    await(small.start(RunRequest.tool("wait", json())));

    assertThat(failure(small.start(RunRequest.tool("wait", json()))))
        .isInstanceOf(ToolException.class)
        .hasMessage("1 runs are under way, the most this runtime takes");
    await(small.close(Duration.ZERO));
  }

  @Test
  void endsARunWhoseTimeIsUsedUp() {
    host(Tool.async("wait", "", Schema.anyObject(), call -> Promise.<ToolResult>promise().future()));

    RunResult result =
        result(RunRequest.tool("wait", json()).withBudget(Budget.ofDefaults().withMaxTime(Duration.ofMillis(40))));

    assertThat(result).isEqualTo(new RunResult.Failed(FailureClass.TIMEOUT, "the time budget of 40 ms is used up"));
  }
}
