package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One run's entries on their way into the journal: numbers them, and has those share a commit between which nothing happens. Observers
 * see an entry once it is durable. Confined to the run's event loop, wherever the journal answers.
 */
final class RunJournal {

  private final LocalRuntime host;
  private final RunId id;
  private final Context context;
  private final boolean durable;
  private final Consumer<Throwable> broken;
  private List<JournalEntry> waiting = new ArrayList<>();
  private Future<Void> last = Future.succeededFuture();
  private long seq;
  private boolean due;

  /** Goes on after {@code seq} entries; {@code broken} is told when what nobody waits for could not be appended. */
  RunJournal(LocalRuntime host, RunId id, Context context, boolean durable, long seq, Consumer<Throwable> broken) {
    this.host = host;
    this.id = id;
    this.context = context;
    this.durable = durable;
    this.seq = seq;
    this.broken = broken;
  }

  /** Leaves events to the next append, or to the end of what the event loop does now, whichever comes first. Costs no commit of its own. */
  void withNext(List<RunEvent> events) {
    add(events);
    if (!due) {
      due = true;
      context.runOnContext(now -> {
        due = false;
        if (!waiting.isEmpty()) {
          append(List.of()).onFailure(broken::accept);
        }
      });
    }
  }

  /** Appends what waits and these events, all or none; succeeds when they are durable. */
  Future<Void> append(List<RunEvent> events) {
    add(events);
    List<JournalEntry> entries = waiting;
    waiting = new ArrayList<>();
    Future<Void> stored = durable ? Hop.unlessOn(context, host.journal().append(entries)) : Future.succeededFuture();
    last = stored.onSuccess(done -> entries.forEach(host::publish));
    return last;
  }

  /** Succeeds when everything so far is durable: the journal takes no entry whose predecessor it lacks, so the last one speaks for all. */
  Future<Void> settled() {
    return waiting.isEmpty() ? last : append(List.of());
  }

  private void add(List<RunEvent> events) {
    Instant now = host.clock().instant();
    events.forEach(event -> waiting.add(new JournalEntry(id, ++seq, now, event)));
  }
}
