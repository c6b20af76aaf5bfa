package io.roundhouse.runtime;

import io.roundhouse.toolgraph.health.HealthBoard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Hosts a catalog and performs runs; made by {@code RuntimeBuilder} in the package {@code engine}.
 *
 * <p>Thread-safe; a returned future completes on the Vert.x context its method was called on.
 */
public interface AgentRuntime {

  /** The event loops the runtime works on. */
  Vertx vertx();

  /** The snapshot in force. */
  Catalog catalog();

  /** Swaps in the snapshot that {@code change} makes of the one in force; called again if another change came between. */
  Catalog update(UnaryOperator<Catalog> change);

  /** Hears of every change of the catalog from now on; returns the way to stop hearing of them. */
  Runnable onCatalogChange(CatalogListener listener);

  /**
   * Begins a run, or joins the one with the same key, which is under way or completed. One that failed, escalated or was cancelled does
   * not keep its key: the request begins a new run, whose calls carry the same idempotency keys as those of the earlier one, so that a
   * receiver that knows a key does nothing twice.
   *
   * <p>The future fails with a {@link CatalogException} if the catalog has no such target, and with a {@link ToolException} of class
   * {@code BAD_INPUT} if the input does not satisfy the target's schema; in both cases nothing was recorded or done.
   */
  Future<Run> start(RunRequest request);

  /** A run that is under way in this process. */
  Optional<Run> run(RunId id);

  /** Takes up the runs that an earlier process left unfinished; the future succeeds once all of them are under way again. */
  Future<List<Run>> resumeUnfinished();

  /**
   * Answers a step that waits for approval; the same as answering the {@link InputRequest.Approval} of that step.
   *
   * @param by who answers, for the journal
   * @return false if no such step waits in a run under way
   */
  Future<Boolean> approve(RunId id, String step, boolean approved, String by);

  /**
   * Answers a question of a run under way, whatever its kind; the ids are in {@link Run#pending}.
   *
   * <p>The future fails with a {@link ToolException} of class {@code BAD_INPUT}, and the question stays open, if the content does not
   * fit the question.
   *
   * @param by who answers, for the journal
   * @return false if no such question is open in a run under way
   */
  Future<Boolean> answer(RunId id, String inputId, InputAnswer answer, String by);

  /**
   * Keeps what somebody thinks of a run, ended or not, and lets the choice of models learn from it; the last word on a run is the one
   * that is kept, the first the one that is learned from at once.
   *
   * @return false if no such run was recorded
   */
  Future<Boolean> feedback(RunId id, Feedback feedback);

  /** Everything recorded about a run, in order; empty if it is unknown or was too small to record. */
  Future<List<JournalEntry>> trace(RunId id);

  /** Where the runs are recorded. */
  Journal journal();

  /** What is known about the health of tools that are called outside graphs, shared by all runs. */
  HealthBoard health();

  /** What is known about the health of a graph's steps, shared by all runs of that graph. */
  HealthBoard health(String graph);

  /** Sees all events from now on; returns the way to stop seeing them. */
  Runnable observe(RunObserver observer);

  /**
   * Takes no new runs, waits at most {@code grace} for those under way, then leaves the rest to be resumed by the next process and
   * closes the journal.
   */
  Future<Void> close(Duration grace);
}
