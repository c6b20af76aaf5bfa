package io.roundhouse.runtime.journal;

import static io.roundhouse.runtime.testing.Await.await;
import static io.roundhouse.runtime.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.Acceptance;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Notes;
import io.roundhouse.runtime.RunPage;
import io.roundhouse.runtime.RunPhase;
import io.roundhouse.runtime.RunQuery;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunSummary;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every journal promises. */
abstract class JournalContract {

  static final Instant START = Instant.parse("2026-01-01T00:00:00.123456Z");

  abstract Journal journal();

  @Test
  void readsBackEveryKindOfEventAsItWasWritten() {
    RunId run = begin("all-kinds", null);
    List<JournalEntry> written = new ArrayList<>();
    for (RunEvent event : SomeEvents.ofEveryKind()) {
      written.add(new JournalEntry(run, written.size() + 2L, START.plusMillis(written.size()), event));
    }

    await(journal().append(written));

    List<JournalEntry> read = await(journal().read(run));
    assertThat(read.subList(1, read.size())).isEqualTo(written);
    assertThat(read.get(0).event()).isInstanceOf(RunEvent.Accepted.class);
  }

  @Test
  void joinsARequestWithAKnownKeyToTheFirstRun() {
    RunId first = begin("a", "invoice-1");

    Acceptance second = await(journal().accept(List.of(accepted(new RunId("b"), "invoice-1"))));

    assertThat(second).isEqualTo(new Acceptance(first, false));
    assertThat(await(journal().byKey("invoice-1"))).contains(first);
    assertThat(await(journal().read(new RunId("b")))).isEmpty();
  }

  @Test
  void joinsARequestWithTheKeyOfACompletedRunToThatRun() {
    RunId first = begin("done", "k");
    await(journal().append(List.of(new JournalEntry(first, 2, START, new RunEvent.Completed("done", null)))));

    assertThat(await(journal().accept(List.of(accepted(new RunId("again"), "k"))))).isEqualTo(new Acceptance(first, false));
  }

  @Test
  void givesTheKeyOfARunThatEndedOtherwiseToTheNextOne() {
    List<RunEvent> ends = List.of(
        new RunEvent.Failed(FailureClass.OUTAGE, "it broke"),
        new RunEvent.Escalated("what now?", List.of()),
        new RunEvent.Cancelled("enough"));
    for (int i = 0; i < ends.size(); i++) {
      RunId run = new RunId("try-" + i);
      assertThat(await(journal().accept(List.of(accepted(run, "k"))))).isEqualTo(new Acceptance(run, true));
      await(journal().append(List.of(new JournalEntry(run, 2, START.plusSeconds(i), ends.get(i)))));
    }

    RunId last = begin("last", "k");

    assertThat(last).isEqualTo(new RunId("last"));
    assertThat(await(journal().byKey("k"))).contains(last);
    assertThat(await(journal().latest(10)).stream().filter(run -> run.key() != null).map(RunSummary::run)).containsExactly(last);
    assertThat(await(journal().read(new RunId("try-2")))).hasSize(2);
    assertThat(await(journal().accept(List.of(accepted(new RunId("join"), "k"))))).isEqualTo(new Acceptance(last, false));
  }

  @Test
  void listsOnlyRunsThatHaveNotEnded() {
    RunId open = begin("open", null);
    RunId ended = begin("ended", null);

    await(journal().append(List.of(new JournalEntry(ended, 2, START, new RunEvent.Failed(FailureClass.OUTAGE, "it broke")))));

    assertThat(await(journal().unfinished())).containsExactly(open);
    assertThat(await(journal().latest(10))).extracting(RunSummary::status).containsExactlyInAnyOrder("running", "failed");
  }

  @Test
  void listsTheRunsOfOneCaller() {
    begin("mine", null);
    RunEvent.Accepted other = new RunEvent.Accepted(
        "tool", "post", JsonNodeFactory.instance.objectNode(), null, "somebody else", Budget.ofDefaults(), false);
    await(journal().accept(List.of(new JournalEntry(new RunId("theirs"), 1, START.plusSeconds(1), other))));

    assertThat(await(journal().latest(10, "test"))).extracting(run -> run.run().value()).containsExactly("mine");
    assertThat(await(journal().latest(10, "somebody else"))).extracting(run -> run.run().value()).containsExactly("theirs");
    assertThat(await(journal().latest(10, "nobody"))).isEmpty();
  }

  @Test
  void takesNothingAfterTheEnd() {
    RunId run = begin("once", null);
    RunEvent end = new RunEvent.Completed("done", null);
    await(journal().append(List.of(new JournalEntry(run, 2, START, end))));

    Throwable refusal = failure(journal().append(List.of(new JournalEntry(run, 3, START, end))));

    assertThat(refusal).isInstanceOf(JournalException.class);
    assertThat(await(journal().read(run))).hasSize(2);
  }

  @Test
  void refusesOnlyTheBadAppendOfAGroup() {
    RunId good = begin("good", null);
    RunId bad = begin("bad", null);
    List<Future<Void>> appends = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      appends.add(journal().append(List.of(new JournalEntry(good, i + 2, START, new RunEvent.ModelCalled("m" + i, "small")))));
    }
    Future<Void> repeated = journal().append(List.of(new JournalEntry(bad, 1, START, new RunEvent.ModelCalled("m", "small"))));

    assertThat(failure(repeated)).isInstanceOf(JournalException.class);
    appends.forEach(append -> await(append));
    assertThat(await(journal().read(good))).hasSize(51);
    assertThat(await(journal().read(bad))).hasSize(1);
  }

  @Test
  void beginsARunWithAllOfItsOpeningOrNone() {
    RunId run = new RunId("opened");
    JournalEntry started = new JournalEntry(run, 2, START, new RunEvent.AgentStarted("agent", "post", "hello"));
    Acceptance fresh = await(journal().accept(List.of(accepted(run, "k"), started)));
    JournalEntry late = new JournalEntry(new RunId("late"), 2, START, new RunEvent.AgentStarted("agent", "post", "hello"));
    Acceptance joined = await(journal().accept(List.of(accepted(new RunId("late"), "k"), late)));

    assertThat(fresh).isEqualTo(new Acceptance(run, true));
    assertThat(joined).isEqualTo(new Acceptance(run, false));
    assertThat(await(journal().read(run))).containsExactly(accepted(run, "k"), started);
    assertThat(await(journal().read(new RunId("late")))).isEmpty();
  }

  @Test
  void takesNoEntryWhosePredecessorIsMissing() {
    RunId run = begin("gap", null);
    JournalEntry second = new JournalEntry(run, 2, START, new RunEvent.ModelCalled("m", "small"));
    JournalEntry third = new JournalEntry(run, 3, START, new RunEvent.ModelCalled("n", "small"));
    JournalEntry fourth = new JournalEntry(run, 4, START, new RunEvent.ModelCalled("o", "small"));

    assertThat(failure(journal().append(List.of(third)))).isInstanceOf(JournalException.class);
    assertThat(failure(journal().append(List.of(second, fourth)))).isInstanceOf(JournalException.class);
    assertThat(await(journal().read(run))).hasSize(1);

    await(journal().append(List.of(second)));
    await(journal().append(List.of(third, fourth)));
    assertThat(await(journal().read(run))).hasSize(4);
  }

  @Test
  void knowsWhereARunStandsAfterTheLastOfSeveralEntries() {
    talk("t", "c", START);
    RunId run = new RunId("t");
    InputRequest link = InputRequest.link("Sign in", "https://x.example");
    await(journal().append(List.of(
        new JournalEntry(run, 2, START.plusSeconds(1), new RunEvent.AgentStarted("agent", "post", "hello")),
        new JournalEntry(run, 3, START.plusSeconds(2), new RunEvent.InputAsked("agent", link)),
        new JournalEntry(run, 4, START.plusSeconds(3), new RunEvent.ModelCalled("m", "small")))));
    RunQuery waiting = new RunQuery("post", "test", null, Set.of(RunPhase.WAITS_FOR_AUTHORIZATION), START.plusSeconds(2), null, 9);
    assertThat(ids(await(journal().query(waiting)))).containsExactly("t");

    await(journal().append(List.of(
        new JournalEntry(run, 5, START.plusSeconds(4), new RunEvent.AgentAnswered("agent", "post", "hello", null)),
        new JournalEntry(run, 6, START.plusSeconds(5), new RunEvent.Completed("hello", null)))));
    RunQuery done = new RunQuery("post", "test", null, Set.of(RunPhase.COMPLETED), START.plusSeconds(5), null, 9);
    assertThat(ids(await(journal().query(done)))).containsExactly("t");
    assertThat(await(journal().unfinished())).isEmpty();
  }

  @Test
  void findsTheRunsOfAConversationLastChangedFirst() {
    for (int i = 0; i < 4; i++) {
      talk("t" + i, i < 3 ? "c1" : "c2", START.plusMillis(i));
    }
    begin("no-conversation", null);
    await(journal().append(List.of(new JournalEntry(
        new RunId("t0"), 2, START.plusSeconds(9), new RunEvent.InputAsked("agent", InputRequest.link("Sign in", "https://x.example"))))));

    RunQuery all = new RunQuery("post", "test", "c1", Set.of(), null, null, 2);
    RunPage first = await(journal().query(all));
    RunQuery next = new RunQuery("post", "test", "c1", Set.of(), null, first.runs().getLast(), 2);
    RunQuery waiting = new RunQuery("post", "test", null, Set.of(RunPhase.WAITS_FOR_AUTHORIZATION), null, null, 9);
    RunQuery late = new RunQuery("post", "test", null, Set.of(), START.plusMillis(3), null, 9);
    RunQuery others = new RunQuery("post", "somebody else", null, Set.of(), null, null, 9);

    assertThat(first.total()).isEqualTo(3);
    assertThat(ids(first)).containsExactly("t0", "t2");
    assertThat(ids(await(journal().query(next)))).containsExactly("t1");
    assertThat(ids(await(journal().query(waiting)))).containsExactly("t0");
    assertThat(ids(await(journal().query(late)))).containsExactly("t0", "t3");
    assertThat(ids(await(journal().query(others)))).isEmpty();
  }

  @Test
  void keepsNotesBesideTheRuns() {
    Notes notes = journal().notes();
    await(notes.put("shelf", "a/1", JsonNodeFactory.instance.objectNode().put("n", 1)));
    await(notes.put("shelf", "a/1", JsonNodeFactory.instance.objectNode().put("n", 2)));
    await(notes.put("shelf", "a/2", JsonNodeFactory.instance.objectNode()));
    await(notes.put("shelf", "b/1", JsonNodeFactory.instance.objectNode()));

    assertThat(await(notes.get("shelf", "a/1")).orElseThrow().path("n").asInt()).isEqualTo(2);
    assertThat(await(notes.list("shelf", "a/", 9))).containsOnlyKeys("a/1", "a/2");
    assertThat(await(notes.list("shelf", "a/", 1))).containsOnlyKeys("a/1");
    assertThat(await(notes.remove("shelf", "a/1"))).isTrue();
    assertThat(await(notes.remove("shelf", "a/1"))).isFalse();
    assertThat(await(notes.get("other", "a/2"))).isEmpty();
  }

  private static List<String> ids(RunPage page) {
    return page.runs().stream().map(place -> place.run().value()).toList();
  }

  private void talk(String id, String conversation, Instant at) {
    RunEvent.Accepted accepted = new RunEvent.Accepted("agent", "post", JsonNodeFactory.instance.objectNode(), null, "test",
        Budget.ofDefaults(), true, null, JsonNodeFactory.instance.objectNode().put("contextId", conversation));
    await(journal().accept(List.of(new JournalEntry(new RunId(id), 1, at, accepted))));
  }

  RunId begin(String id, @Nullable String key) {
    return await(journal().accept(List.of(accepted(new RunId(id), key)))).run();
  }

  static JournalEntry accepted(RunId id, @Nullable String key) {
    return new JournalEntry(
        id,
        1,
        START,
        new RunEvent.Accepted(
            "tool", "post", JsonNodeFactory.instance.objectNode().put("n", 1), key, "test", Budget.ofDefaults().withMaxTokens(5), true));
  }
}
