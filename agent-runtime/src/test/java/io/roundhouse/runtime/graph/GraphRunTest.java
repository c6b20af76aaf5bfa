package io.roundhouse.runtime.graph;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GraphRunTest {

  private final Vertx vertx = BlockedThreads.vertx();
  private final InvoiceGraph desk = new InvoiceGraph();
  private Journal journal;
  private AgentRuntime runtime;

  @BeforeEach
  void open() {
    open(new InMemoryJournal());
  }

  private void open(Journal newJournal) {
    journal = newJournal;
    runtime = RuntimeBuilder.on(vertx).journal(journal).build();
    desk.tools().forEach(tool -> runtime.update(catalog -> catalog.with(tool)));
  }

  @AfterEach
  void close() {
    await(runtime.close(Duration.ZERO));
    await(vertx.close());
  }

  @Test
  void reachesItsGoalAndTellsTheItems() {
    Run run = run("a.xml");
    JsonNode output = completed(run);

    assertThat(event(run.id(), RunEvent.Planned.class))
        .isEqualTo(new RunEvent.Planned("call", "invoice", "posted", List.of("parse", "register", "rate", "post", "notify")));
    assertThat(output.path("outcome").asText()).isEqualTo("posted");
    assertThat(output.path("posted").asText()).isEqualTo("posted");
    assertThat(desk.performed).containsExactly("parse", "register", "rate", "post", "notify");
    assertThat(desk.ledger).containsExactly(Map.entry("a.xml", "ledger"));
  }

  @Test
  void takesAStandInForAToolThatIsDownAndSaysWhy() {
    desk.down.add("post");

    Run run = run("a.xml");

    assertThat(completed(run).path("posted").asText()).isEqualTo("queued");
    assertThat(desk.performed).containsExactly("parse", "register", "rate", "queue", "notify");
    RunEvent.Rerouted reroute = event(run.id(), RunEvent.Rerouted.class);
    assertThat(reroute.failedStep()).isEqualTo("post");
    assertThat(reroute.to()).contains("queue").doesNotContain("parse", "post");
    assertThat(reroute.reason()).contains("post does not answer");
  }

  @Test
  void aimsLowerWhenTheInputIsAtFaultAndCarriesTheReason() {
    Run run = run("broken.xml");

    JsonNode output = completed(run);
    assertThat(output.path("outcome").asText()).isEqualTo("rejected");
    assertThat(output.path("rejected").asText()).isEqualTo("parse: file is broken");
    assertThat(desk.ledger).isEmpty();
    assertThat(event(run.id(), RunEvent.Demoted.class).toRung()).isEqualTo("rejected");
  }

  @Test
  void undoesWhatALowerGoalDoesNotNeed() {
    Run run = run("exotic.xml");

    assertThat(completed(run).path("rejected").asText()).isEqualTo("rate: no rate for this currency");
    assertThat(desk.claims).isEmpty();
    assertThat(desk.performed).contains("register", "release", "reject").doesNotContain("post", "queue");
    assertThat(event(run.id(), RunEvent.Compensating.class).step()).isEqualTo("register");
  }

  @Test
  void asksAPersonWhenNoRungHasARoute() {
    desk.down.addAll(List.of("parse", "reject"));

    RunResult result = await(run("a.xml").result());

    assertThat(result).isInstanceOfSatisfying(RunResult.Escalated.class, asked -> {
      assertThat(asked.question()).contains("invoice");
      assertThat(asked.blockers()).isNotEmpty();
    });
  }

  @Test
  void hasTheSameEffectsAfterACrashAtAnyMomentOfItsLog() {
    for (String file : List.of("a.xml", "exotic.xml", "broken.xml")) {
      for (boolean ledgerDown : List.of(false, true)) {
        crashAtEveryMoment(file, ledgerDown);
      }
    }
  }

  private void crashAtEveryMoment(String file, boolean ledgerDown) {
    reset(ledgerDown);
    open(new InMemoryJournal());
    Run whole = run(file);
    JsonNode expected = completed(whole);
    List<JournalEntry> log = await(journal.read(whole.id()));
    String ledger = desk.ledger.keySet().toString();

    for (int kept = 1; kept < log.size(); kept++) {
      Journal prefix = new InMemoryJournal();
      await(prefix.accept(List.of(log.get(0))));
      if (kept > 1) {
        await(prefix.append(log.subList(1, kept)));
      }
      await(runtime.close(Duration.ZERO));
      open(prefix);

      Run resumed = await(runtime.resumeUnfinished()).get(0);

      assertThat(completed(resumed)).as("%s resumed after %d of %d events", file, kept, log.size()).isEqualTo(expected);
      assertThat(desk.ledger.keySet().toString()).isEqualTo(ledger);
      assertThat(desk.claims.keySet().toString()).isEqualTo(expected.path("outcome").asText().equals("posted") ? "[" + file + "]" : "[]");
    }
  }

  @Test
  void repeatsNoCallWhoseOutcomeIsKnown() {
    Run whole = run("a.xml");
    completed(whole);
    List<JournalEntry> log = await(journal.read(whole.id()));
    int posted = indexOf(log, "post") + 1;
    Journal prefix = new InMemoryJournal();
    await(prefix.accept(List.of(log.get(0))));
    await(prefix.append(log.subList(1, posted)));
    await(runtime.close(Duration.ZERO));
    desk.performed.clear();
    open(prefix);

    completed(await(runtime.resumeUnfinished()).get(0));

    assertThat(desk.performed).containsExactly("notify");
  }

  @Test
  void undoesNothingASecondTime() {
    Run whole = run("exotic.xml");
    completed(whole);
    List<JournalEntry> log = await(journal.read(whole.id()));
    Journal prefix = new InMemoryJournal();
    await(prefix.accept(List.of(log.get(0))));
    await(prefix.append(log.subList(1, indexOf(log, "release") + 1)));
    await(runtime.close(Duration.ZERO));
    desk.performed.clear();
    open(prefix);

    completed(await(runtime.resumeUnfinished()).get(0));

    assertThat(desk.performed).doesNotContain("release", "register");
  }

  @Test
  void goesOnAtTheRungItsLogNamesLast() {
    RunEvent.Demoted down = new RunEvent.Demoted("call", "posted", "rejected", "no route");
    RunEvent.Planned up = new RunEvent.Planned("call", "invoice", "posted", List.of("parse"));

    assertThat(resumedAfter(down).path("outcome").asText()).isEqualTo("rejected");
    assertThat(resumedAfter(down, up).path("outcome").asText()).isEqualTo("posted");
  }

  private JsonNode resumedAfter(RunEvent... decisions) {
    Run whole = run("a.xml");
    completed(whole);
    List<JournalEntry> log = await(journal.read(whole.id()));
    Journal prefix = new InMemoryJournal();
    await(prefix.accept(List.of(log.get(0))));
    await(prefix.append(List.of(log.get(1))));
    for (RunEvent decision : decisions) {
      long seq = await(prefix.read(whole.id())).size() + 1;
      await(prefix.append(List.of(new JournalEntry(whole.id(), seq, log.get(0).at(), decision))));
    }
    await(runtime.close(Duration.ZERO));
    open(prefix);
    return completed(await(runtime.resumeUnfinished()).get(0));
  }

  private static int indexOf(List<JournalEntry> log, String step) {
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i).event() instanceof RunEvent.ToolSucceeded done && done.step().equals(step)) {
        return i;
      }
    }
    throw new AssertionError("no " + step);
  }

  private void reset(boolean ledgerDown) {
    desk.ledger.clear();
    desk.claims.clear();
    desk.performed.clear();
    desk.down.clear();
    if (ledgerDown) {
      desk.down.add("post");
    }
  }

  private Run run(String file) {
    return await(runtime.start(RunRequest.tool("invoice", JsonNodeFactory.instance.objectNode().put("file", file))));
  }

  private static JsonNode completed(Run run) {
    return ((RunResult.Completed) await(run.result())).data();
  }

  private <E extends RunEvent> E event(RunId run, Class<E> kind) {
    return await(journal.read(run)).stream().map(JournalEntry::event).filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }
}
