package io.roundhouse.protocols.a2a.task;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.a2a.wire.A2aError;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunSignal;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A task under way: folds what happens, and passes it on to everybody who follows. Thread-safe.
 *
 * <p>Entries may come before the feed has read the journal, or with a gap; they wait until what is before them is there, so that every
 * stream sees the same events in the same order.
 */
final class TaskFeed {

  /** How many streams and waiting calls one task takes. */
  static final int MOST_FOLLOWERS = 256;

  private final Clock clock;
  private final TreeMap<Long, JournalEntry> early = new TreeMap<>();
  private final List<StreamEvent> recorded = new ArrayList<>();
  private final List<Follower> followers = new ArrayList<>();
  private final List<Waiter> waiting = new ArrayList<>();
  private @Nullable TaskView view;
  private boolean over;

  TaskFeed(Clock clock) {
    this.clock = clock;
  }

  /** A stream; {@code after} is where it is taken up, null for a new one; it has begun once it was told the task. */
  private static final class Follower {

    final TaskStream stream;
    final StreamEvent.@Nullable Place after;
    final boolean untilInterrupted;
    boolean begun;

    Follower(TaskStream stream, StreamEvent.@Nullable Place after, boolean untilInterrupted) {
      this.stream = stream;
      this.after = after;
      this.untilInterrupted = untilInterrupted;
    }
  }

  /** Whether something is missing before what has come, so that the journal has to be read. */
  synchronized boolean isMissingSomething() {
    return !early.isEmpty();
  }

  /** Takes in what the journal holds. */
  synchronized void load(List<JournalEntry> entries) {
    entries.forEach(this::entry);
  }

  /** Takes in the next thing that was recorded; what is known already is skipped. */
  synchronized void entry(JournalEntry entry) {
    long next = view == null ? 1 : view.seq() + 1;
    if (entry.seq() < next) {
      return;
    }
    early.put(entry.seq(), entry);
    for (JournalEntry due = early.remove(next); due != null; due = early.remove(next)) {
      next++;
      fold(due);
    }
  }

  private void fold(JournalEntry entry) {
    TaskView task = view;
    if (task == null) {
      view = TaskView.begin(entry).orElseThrow(() -> new IllegalStateException("entry 1 of a run does not begin it"));
      followers.forEach(this::begin);
      return;
    }
    List<StreamEvent> events = task.apply(entry);
    recorded.addAll(events);
    events.forEach(this::tell);
    if (task.state().isTerminal()) {
      finish();
    } else if (task.state().isInterrupted()) {
      release(task);
    }
  }

  /** Takes in what is said and not recorded. */
  synchronized void signal(RunSignal signal) {
    TaskView task = view;
    if (task == null || over) {
      return;
    }
    switch (signal) {
      case RunSignal.Partial partial -> {
        if (!partial.callId().contains("/agent-") && !partial.text().isEmpty()) {
          tell(task.append(partial.text()));
        }
      }
      case RunSignal.Progress progress -> {
        if (progress.message() != null) {
          ObjectNode metadata = JsonNodeFactory.instance.objectNode();
          metadata.putObject("io.roundhouse/progress").put("done", progress.done()).put("total", progress.total());
          tell(task.progress(progress.message(), clock.instant(), metadata));
        }
      }
      case RunSignal.Log log -> { }
      case RunSignal.InputAsked asked -> { }
      case RunSignal.InputAnswered answered -> { }
    }
  }

  /**
   * Follows the task from its state at this moment, or from a place in its log.
   *
   * @param untilInterrupted whether the stream ends when the task waits for the client
   * @return ends the following
   */
  synchronized Runnable follow(TaskStream stream, StreamEvent.@Nullable Place after, boolean untilInterrupted) {
    Follower follower = new Follower(stream, after, untilInterrupted);
    requireRoom();
    followers.add(follower);
    if (view != null) {
      begin(follower);
    }
    return () -> leave(follower);
  }

  private synchronized void leave(Follower follower) {
    followers.remove(follower);
  }

  private void begin(Follower follower) {
    TaskView task = view;
    if (task == null || follower.begun) {
      return;
    }
    follower.begun = true;
    StreamEvent.Place after = follower.after;
    if (after == null) {
      StreamEvent.Place place = recorded.isEmpty() ? new StreamEvent.Place(1, 0) : recorded.getLast().place();
      follower.stream.event(new StreamEvent(place, TaskView.wrapped("task", task.json())));
    } else {
      recorded.stream().filter(event -> event.place() != null && event.place().compareTo(after) > 0).forEach(follower.stream::event);
      if (!task.partial().isEmpty() && !task.state().isTerminal()) {
        follower.stream.event(task.soFar());
      }
    }
    if (over) {
      follower.stream.end();
    }
  }

  private void tell(StreamEvent event) {
    for (Follower follower : List.copyOf(followers)) {
      if (follower.begun) {
        follower.stream.event(event);
      }
    }
    TaskView task = view;
    if (task != null && task.state() == TaskState.INPUT_REQUIRED) {
      for (Iterator<Follower> all = followers.iterator(); all.hasNext();) {
        Follower follower = all.next();
        if (follower.begun && follower.untilInterrupted) {
          all.remove();
          follower.stream.end();
        }
      }
    }
  }

  private record Waiter(Promise<TaskSnapshot> promise, @Nullable Integer historyLength) {

    void tell(TaskView task) {
      promise.complete(TaskSnapshot.of(task, historyLength));
    }
  }

  /** Completes the promise once the task has ended or waits for the client. */
  synchronized void whenSettled(Promise<TaskSnapshot> promise, @Nullable Integer historyLength) {
    Waiter waiter = new Waiter(promise, historyLength);
    TaskView task = view;
    if (task != null && (over || task.state().isTerminal() || task.state().isInterrupted())) {
      waiter.tell(task);
    } else {
      requireRoom();
      waiting.add(waiter);
    }
  }

  private void release(TaskView task) {
    List<Waiter> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(waiter -> waiter.tell(task));
  }

  private void finish() {
    over = true;
    TaskView task = view;
    if (task != null) {
      release(task);
    }
    List<Follower> all = List.copyOf(followers);
    followers.clear();
    all.forEach(follower -> follower.stream.end());
  }

  /** The run stopped without an end, because the runtime closes: streams end, and calls that wait get the task as it is. */
  synchronized void suspend() {
    if (!over) {
      finish();
    }
  }

  /** Whether the task has ended. */
  synchronized boolean isOver() {
    return over;
  }

  private void requireRoom() {
    if (followers.size() + waiting.size() >= MOST_FOLLOWERS) {
      throw A2aError.RATE_LIMITED.fault("This task is followed by " + MOST_FOLLOWERS + " already, the most it takes.");
    }
  }
}
