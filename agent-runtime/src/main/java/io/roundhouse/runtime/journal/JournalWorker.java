package io.roundhouse.runtime.journal;

import io.roundhouse.runtime.JournalException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** One thread with one database connection; jobs that wait together share one transaction and with that one flush to disk. */
final class JournalWorker {

  private static final int QUEUE_BOUND = 65_536;
  private static final int LARGEST_GROUP = 1_024;

  private final BlockingQueue<Job<?>> queue = new ArrayBlockingQueue<>(QUEUE_BOUND);
  private final Connection connection;
  private volatile boolean closed;

  private JournalWorker(Connection connection) {
    this.connection = connection;
  }

  static JournalWorker start(String name, Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    JournalWorker worker = new JournalWorker(connection);
    Thread.ofPlatform().name(name).daemon(true).start(worker::work);
    return worker;
  }

  /** Work against the connection, within a transaction; it may run twice if another job of its group fails. */
  @FunctionalInterface
  interface Statement<T> {
    T run(Connection connection) throws SQLException;
  }

  <T> Future<T> submit(Vertx vertx, Statement<T> statement) {
    if (closed) {
      return Future.failedFuture(new JournalException("the journal is closed"));
    }
    Job<T> job = new Job<>((ContextInternal) vertx.getOrCreateContext(), Promise.promise(), statement);
    if (!queue.offer(job)) {
      return Future.failedFuture(new JournalException("the journal is " + QUEUE_BOUND + " writes behind; try again later"));
    }
    return job.promise.future();
  }

  Future<Void> close(Vertx vertx) {
    Future<Boolean> last = submit(vertx, open -> {
      closed = true;
      return true;
    });
    return last.<Void>mapEmpty().otherwiseEmpty();
  }

  private void work() {
    List<Job<?>> group = new ArrayList<>();
    try (connection) {
      while (!closed || !queue.isEmpty()) {
        group.add(queue.take());
        queue.drainTo(group, LARGEST_GROUP - 1);
        perform(group);
        group.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      // Closing a connection that is about to be dropped: nothing is lost, every job was committed.
      closed = true;
    }
  }

  private void perform(List<Job<?>> group) {
    try {
      for (Job<?> job : group) {
        job.run(connection);
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      rollback();
      if (group.size() == 1) {
        group.get(0).fail(e);
      } else {
        group.forEach(job -> perform(List.of(job)));
      }
      return;
    }
    tell(group);
  }

  /** Wakes each event loop once for all that were waiting on it; one that has shut down waits for nothing. */
  private static void tell(List<Job<?>> group) {
    Map<Executor, List<Job<?>>> byLoop = new HashMap<>();
    group.forEach(job -> byLoop.computeIfAbsent(job.context.nettyEventLoop(), loop -> new ArrayList<>()).add(job));
    byLoop.forEach((loop, jobs) -> {
      try {
        loop.execute(() -> jobs.forEach(Job::succeed));
      } catch (RejectedExecutionException e) {
        // what is committed stays committed
      }
    });
  }

  private void rollback() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      closed = true;
    }
  }

  private static final class Job<T> {

    private final ContextInternal context;
    private final Promise<T> promise;
    private final Statement<T> statement;
    private T result;

    @SuppressWarnings("NullAway.Init")
    Job(ContextInternal context, Promise<T> promise, Statement<T> statement) {
      this.context = context;
      this.promise = promise;
      this.statement = statement;
    }

    void run(Connection connection) throws SQLException {
      result = statement.run(connection);
    }

    void succeed() {
      context.emit(result, promise::complete);
    }

    void fail(Exception cause) {
      JournalException failure = cause instanceof JournalException known
          ? known
          : new JournalException("the journal did not take an entry: " + cause.getMessage(), cause);
      context.runOnContext(now -> promise.fail(failure));
    }
  }
}
