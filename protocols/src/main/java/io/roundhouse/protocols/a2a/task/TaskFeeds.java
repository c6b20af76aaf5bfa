package io.roundhouse.protocols.a2a.task;

import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RuntimeFault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks under way that somebody follows or waits for. Thread-safe. */
public final class TaskFeeds implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TaskFeeds.class);

  private final AgentRuntime runtime;
  private final Clock clock;
  private final Map<RunId, TaskFeed> feeds = new ConcurrentHashMap<>();
  private final Runnable stopObserving;

  /** Watches the runs of this runtime. */
  public TaskFeeds(AgentRuntime runtime, Clock clock) {
    this.runtime = runtime;
    this.clock = clock;
    this.stopObserving = runtime.observe(this::onEvent);
  }

  private void onEvent(JournalEntry entry) {
    TaskFeed feed = feeds.get(entry.run());
    if (feed == null) {
      return;
    }
    feed.entry(entry);
    if (feed.isMissingSomething()) {
      load(entry.run(), feed);
    }
    if (feed.isOver()) {
      feeds.remove(entry.run(), feed);
    }
  }

  private TaskFeed feed(Run run) {
    TaskFeed fresh = new TaskFeed(clock);
    TaskFeed earlier = feeds.putIfAbsent(run.id(), fresh);
    if (earlier != null) {
      return earlier;
    }
    run.result().onComplete(ended -> {
      TaskFeed left = feeds.remove(run.id());
      if (left != null) {
        load(run.id(), left).onComplete(read -> left.suspend());
      }
    });
    try {
      run.listen(fresh::signal);
    } catch (RuntimeFault tooMany) {
      LOG.warn("streams of task {} show no partial results: {}", run.id(), tooMany.getMessage());
    }
    return fresh;
  }

  /** Follows a run that has just begun: what it does from its first entry on. */
  public Follow begun(Run run) {
    return new Follow(feed(run));
  }

  /** Follows a run that may have done something already. */
  public Future<Follow> underWay(Run run) {
    TaskFeed feed = feed(run);
    return load(run.id(), feed).map(new Follow(feed));
  }

  private Future<Void> load(RunId run, TaskFeed feed) {
    return runtime.trace(run).<Void>map(entries -> {
      feed.load(entries);
      if (feed.isOver()) {
        feeds.remove(run, feed);
      }
      return null;
    }).onFailure(broken -> LOG.warn("task {} could not be read from the journal", run, broken));
  }

  /** How many tasks are followed or waited for. */
  public int size() {
    return feeds.size();
  }

  @Override
  public void close() {
    stopObserving.run();
    feeds.values().forEach(TaskFeed::suspend);
    feeds.clear();
  }

  /** A task under way, to follow or to wait for. Thread-safe. */
  public final class Follow {

    private final TaskFeed feed;

    Follow(TaskFeed feed) {
      this.feed = feed;
    }

    /** The task once it has ended or waits for the client; completes on the caller's context. */
    public Future<TaskSnapshot> settled(@Nullable Integer historyLength) {
      Promise<TaskSnapshot> promise = ((ContextInternal) runtime.vertx().getOrCreateContext()).promise();
      feed.whenSettled(promise, historyLength);
      return promise.future();
    }

    /** See {@link TaskFeed#follow}. */
    public Runnable follow(TaskStream stream, StreamEvent.@Nullable Place after, boolean untilInterrupted) {
      return feed.follow(stream, after, untilInterrupted);
    }
  }
}
