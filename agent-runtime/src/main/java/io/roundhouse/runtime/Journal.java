package io.roundhouse.runtime;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * The durable log of runs. Thread-safe; a future completes on the Vert.x context its method was called on.
 *
 * <p>A failed future carries a {@link io.roundhouse.runtime.JournalException}. Appends are durable when their future succeeds; the
 * appends of one run keep their order.
 */
public interface Journal {

  /**
   * Begins a run, unless one with the same key is under way or completed. One with that key that ended in any other way gives it up to
   * the new run, and has none from then on.
   *
   * @param opening the run's first entries, numbered from 1; the first must be an {@code Accepted} event. All of them become durable, or
   *     none; where the request joins another run they are dropped
   */
  Future<Acceptance> accept(List<JournalEntry> opening);

  /**
   * Appends entries; all of them become durable, or none. An entry whose predecessor in its run is missing is refused, so that an append
   * that succeeds says that the earlier ones did.
   */
  Future<Void> append(List<JournalEntry> entries);

  /** The events of a run in order; empty if there is no such run. Cost: linear in the run's length. */
  Future<List<JournalEntry>> read(RunId run);

  /** The runs that began and have not ended, oldest first. */
  Future<List<RunId>> unfinished();

  /** The run that has this idempotency key. */
  Future<Optional<RunId>> byKey(String key);

  /** The newest runs, newest first. */
  Future<List<RunSummary>> latest(int limit);

  /** The newest runs that this caller asked for, newest first. */
  Future<List<RunSummary>> latest(int limit, String caller);

  /** The runs of a caller that belong to conversations, the last changed first. */
  Future<RunPage> query(RunQuery query);

  /** Small documents beside the runs. */
  Notes notes();

  /** Writes what is queued and lets go of the file; later calls fail. */
  Future<Void> close();
}
