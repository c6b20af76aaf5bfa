package io.roundhouse.runtime.testing;

import io.roundhouse.runtime.Acceptance;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.runtime.Notes;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunPage;
import io.roundhouse.runtime.RunQuery;
import io.roundhouse.runtime.RunSummary;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A journal that writes as a disk does, later than it is asked and in order, and shows its steps: what becomes durable together is one
 * of {@link #steps}. A test can stop it after some of them, as if the power failed, hold it for a while, or have the disk be full for
 * some events. Thread-safe.
 */
public final class SteppedJournal implements Journal {

  private final Journal disk = new InMemoryJournal();
  private final Vertx vertx;
  private final Context writer;
  private final int most;
  private final Promise<Void> stopped = Promise.promise();
  private final List<List<JournalEntry>> steps = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private boolean holding;
  private @Nullable Class<? extends RunEvent> unwanted;

  /** A journal that never stops. */
  public SteppedJournal(Vertx vertx) {
    this(vertx, Integer.MAX_VALUE);
  }

  /** A journal that writes nothing any more after {@code most} steps, and never says so to those who wait. */
  public SteppedJournal(Vertx vertx, int most) {
    this.vertx = vertx;
    this.most = most;
    this.writer = ((VertxInternal) vertx).createEventLoopContext();
  }

  /** What was written, step by step. */
  public synchronized List<List<String>> steps() {
    return steps.stream()
        .map(step -> step.stream().map(JournalEntry::event).map(RunEvent::getClass).map(Class::getSimpleName).toList())
        .toList();
  }

  /** What is durable now, of all runs. */
  public synchronized List<JournalEntry> durable() {
    return steps.stream().flatMap(List::stream).toList();
  }

  /** Completes when somebody waits for a step that never comes. */
  public Future<Void> stopped() {
    return stopped.future();
  }

  /** Writes nothing until {@link #release}. */
  public synchronized void hold() {
    holding = true;
  }

  /** Writes what was held back, and what comes. */
  public synchronized void release() {
    holding = false;
    held.forEach(step -> writer.runOnContext(now -> step.run()));
    held.clear();
  }

  /** Fails each step with an event of this kind. */
  public synchronized void refuse(Class<? extends RunEvent> kind) {
    unwanted = kind;
  }

  private synchronized <T> Future<T> step(List<JournalEntry> entries, Supplier<Future<T>> write) {
    Context asking = vertx.getOrCreateContext();
    Promise<T> told = Promise.promise();
    Runnable step = () -> {
      Optional<Future<T>> written = written(entries, write);
      written.ifPresent(outcome -> asking.runOnContext(now -> outcome.onComplete(told)));
    };
    if (holding) {
      held.add(step);
    } else {
      writer.runOnContext(now -> step.run());
    }
    return told.future();
  }

  private synchronized <T> Optional<Future<T>> written(List<JournalEntry> entries, Supplier<Future<T>> write) {
    if (steps.size() >= most) {
      stopped.tryComplete();
      return Optional.empty();
    }
    Class<? extends RunEvent> kind = unwanted;
    if (kind != null && entries.stream().anyMatch(entry -> kind.isInstance(entry.event()))) {
      return Optional.of(Future.failedFuture(new JournalException("the disk is full")));
    }
    Future<T> outcome = write.get();
    if (outcome.succeeded()) {
      steps.add(List.copyOf(entries));
    }
    return Optional.of(outcome);
  }

  @Override
  public Future<Acceptance> accept(List<JournalEntry> opening) {
    return step(opening, () -> disk.accept(opening));
  }

  @Override
  public Future<Void> append(List<JournalEntry> entries) {
    return step(entries, () -> disk.append(entries));
  }

  @Override
  public Future<List<JournalEntry>> read(RunId run) {
    return disk.read(run);
  }

  @Override
  public Future<List<RunId>> unfinished() {
    return disk.unfinished();
  }

  @Override
  public Future<Optional<RunId>> byKey(String key) {
    return disk.byKey(key);
  }

  @Override
  public Future<List<RunSummary>> latest(int limit) {
    return disk.latest(limit);
  }

  @Override
  public Future<List<RunSummary>> latest(int limit, String caller) {
    return disk.latest(limit, caller);
  }

  @Override
  public Future<RunPage> query(RunQuery query) {
    return disk.query(query);
  }

  @Override
  public Notes notes() {
    return disk.notes();
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
