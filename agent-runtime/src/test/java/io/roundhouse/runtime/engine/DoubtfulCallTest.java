package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.RunSignal;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.toolgraph.Effect;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A payment whose outcome nobody recorded, and a person who looked. */
final class DoubtfulCallTest extends RuntimeFixture {

  private final List<String> keys = new ArrayList<>();
  private final List<AgentRuntime> processes = new ArrayList<>();
  private Journal log = new InMemoryJournal();

  @BeforeEach
  void hostAPayment() {
    host(Tool.blocking("pay", "", Schema.anyObject(), call -> {
      synchronized (keys) {
        keys.add(call.idempotencyKey());
      }
      return ToolResult.of(json().put("receipt", keys.size()));
    }).withEffect(Effect.IRREVERSIBLE));
    host(Agent.of("buyer", "", request -> AgentReply.text("paid: " + request.call("pay", json()))));
  }

  @AfterEach
  void endProcesses() {
    processes.forEach(process -> await(process.close(Duration.ZERO)));
  }

  @Test
  void takesAPersonsWordForAnEffect() {
    Run run = resumedInDoubt(RunRequest.tool("pay", json()));

    answer(run, "pay took effect", json().put("receipt", 12));

    assertThat(await(run.result())).isInstanceOfSatisfying(
        RunResult.Completed.class, done -> assertThat(done.data()).isEqualTo(json().put("receipt", 12)));
    assertThat(keys).isEmpty();
  }

  @Test
  void callsAgainUnderTheSameKeyWhatAPersonSaysDidNotHappen() {
    Run run = resumedInDoubt(RunRequest.tool("pay", json()));

    answer(run, "pay did not take effect", null);

    assertThat(await(run.result())).isInstanceOfSatisfying(
        RunResult.Completed.class, done -> assertThat(done.data()).isEqualTo(json().put("receipt", 1)));
    assertThat(keys).containsExactly(intent().idempotencyKey());
  }

  @Test
  void endsWithTheQuestionWhenAPersonGivesUp() {
    Run run = resumedInDoubt(RunRequest.tool("pay", json()));

    answer(run, "give up", null);

    assertThat(await(run.result())).isInstanceOfSatisfying(
        RunResult.Escalated.class, asked -> assertThat(asked.blockers()).containsExactly("pay"));
    assertThat(keys).isEmpty();
  }

  @Test
  void recordsWhatFollowsFromTheAnswerSoThatNobodyIsAskedTwice() {
    Run run = resumedInDoubt(RunRequest.agent("buyer", "go"));
    answer(run, "pay took effect", json().put("receipt", 12));
    await(run.result());
    List<JournalEntry> whole = await(log.read(run.id()));
    int answered = whole.stream().map(JournalEntry::event).map(RunEvent::getClass).toList().indexOf(RunEvent.InputAnswered.class);

    // the next process ends right after what the answer led to
    log = copy(whole.subList(0, answered + 2));
    Run again = next();

    assertThat(whole.get(answered + 1).event()).isInstanceOfSatisfying(
        RunEvent.ToolSucceeded.class, done -> assertThat(done.output()).isEqualTo(json().put("receipt", 12)));
    assertThat(await(again.result())).isInstanceOf(RunResult.Completed.class);
    assertThat(await(log.read(run.id()))).extracting(JournalEntry::event).filteredOn(RunEvent.InputAsked.class::isInstance).hasSize(1);
    assertThat(keys).isEmpty();
  }

  /** Runs it to its end, forgets all after the call was announced, and goes on in a new process. */
  private Run resumedInDoubt(RunRequest request) {
    Run run = await(runtime.start(request.withAttended(true)));
    await(run.result());
    keys.clear();
    List<JournalEntry> whole = await(journal.read(run.id()));
    int called = whole.stream().map(JournalEntry::event).map(RunEvent::getClass).toList().indexOf(RunEvent.ToolCalled.class);
    log = copy(whole.subList(0, called + 1));
    return next();
  }

  private static Journal copy(List<JournalEntry> entries) {
    Journal copy = new InMemoryJournal();
    await(copy.accept(List.of(entries.getFirst())));
    await(copy.append(entries.subList(1, entries.size())));
    return copy;
  }

  private Run next() {
    processes.add(RuntimeBuilder.on(vertx).journal(log).catalog(runtime.catalog()).build());
    return await(processes.getLast().resumeUnfinished()).getFirst();
  }

  private void answer(Run run, String choice, ObjectNode result) {
    Promise<InputRequest> asked = Promise.promise();
    run.listen(signal -> {
      if (signal instanceof RunSignal.InputAsked question) {
        asked.tryComplete(question.request());
      }
    });
    run.pending().forEach(asked::tryComplete);
    ObjectNode content = json().put(InputRequest.CHOICE, choice);
    if (result != null) {
      content.set("result", result);
    }
    assertThat(await(processes.getLast().answer(
        run.id(), await(asked.future()).id(), new InputAnswer.Accepted(content), "eve"))).isTrue();
  }

  private RunEvent.ToolCalled intent() {
    List<JournalEntry> entries = await(log.read(await(log.latest(1)).getFirst().run()));
    return only(entries.stream().map(JournalEntry::event).toList(), RunEvent.ToolCalled.class).findFirst().orElseThrow();
  }
}
