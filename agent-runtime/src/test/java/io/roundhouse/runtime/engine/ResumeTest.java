package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent in Java whose run was cut short after some event goes on in the next process. */
final class ResumeTest extends RuntimeFixture {

  private final List<String> keys = new ArrayList<>();
  private final List<RunEvent> kept = new ArrayList<>();
  private volatile String second = "book";

  @BeforeEach
  void hostATraveller() {
    host(counting("look", Effect.PURE), counting("book", Effect.IDEMPOTENT), counting("pay", Effect.IRREVERSIBLE));
    host(Agent.of("traveller", "", request -> {
      request.call("look", json());
      request.call(second, json());
      return AgentReply.text("travelled");
    }));
  }

  private Tool counting(String name, Effect effect) {
    return Tool.blocking(name, "", Schema.anyObject(), call -> {
      synchronized (keys) {
        keys.add(name + " " + call.idempotencyKey());
      }
      return ToolResult.text("ok");
    }).withEffect(effect);
  }

  @Test
  void takesRecordedResultsFromTheLog() {
    RunResult result = resumedAfter(event -> event instanceof RunEvent.ToolSucceeded done && done.tool().equals("look"));

    assertThat(result).isEqualTo(new RunResult.Completed("travelled", null));
    assertThat(keys).hasSize(1).first().asString().startsWith("book ");
  }

  @Test
  void repeatsAnIdempotentCallInDoubtUnderTheSameKey() {
    RunResult result = resumedAfter(event -> event instanceof RunEvent.ToolCalled called && called.tool().equals("book"));

    RunEvent.ToolCalled intent = (RunEvent.ToolCalled) kept.getLast();
    assertThat(result).isEqualTo(new RunResult.Completed("travelled", null));
    assertThat(keys).containsExactly("book " + intent.idempotencyKey());
  }

  @Test
  void asksAPersonAboutAnIrreversibleCallInDoubt() {
    second = "pay";

    RunResult result = resumedAfter(event -> event instanceof RunEvent.ToolCalled called && called.tool().equals("pay"));

    assertThat(result).isInstanceOfSatisfying(RunResult.Escalated.class, asked -> {
      assertThat(asked.question()).contains("'pay' was called before a restart");
      assertThat(asked.blockers()).containsExactly("pay");
    });
    assertThat(keys).isEmpty();
  }

  @Test
  void refusesToGoOnWithAnAgentThatCallsSomethingElse() {
    Predicate<RunEvent> booking = event -> event instanceof RunEvent.ToolCalled called && called.tool().equals("book");

    RunResult result = resumedAfter(booking, () -> second = "pay");

    assertThat(result).isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
      assertThat(failed.failureClass()).isEqualTo(FailureClass.CONTRACT_VIOLATION);
      assertThat(failed.message()).contains("'pay'", "'book'");
    });
  }

  private RunResult resumedAfter(Predicate<RunEvent> last) {
    return resumedAfter(last, () -> { });
  }

  private RunResult resumedAfter(Predicate<RunEvent> last, Runnable meanwhile) {
    Run run = await(runtime.start(RunRequest.agent("traveller", "go")));
    await(run.result());
    List<JournalEntry> log = await(journal.read(run.id()));
    Journal prefix = new InMemoryJournal();
    await(prefix.accept(List.of(log.get(0))));
    kept.add(log.get(0).event());
    for (JournalEntry entry : log.subList(1, log.size())) {
      if (last.test(kept.getLast())) {
        break;
      }
      await(prefix.append(List.of(entry)));
      kept.add(entry.event());
    }
    keys.clear();
    meanwhile.run();
    AgentRuntime next = RuntimeBuilder.on(vertx).journal(prefix).catalog(runtime.catalog()).build();
    RunResult result = await(await(next.resumeUnfinished()).get(0).result());
    await(next.close(Duration.ZERO));
    return result;
  }
}
