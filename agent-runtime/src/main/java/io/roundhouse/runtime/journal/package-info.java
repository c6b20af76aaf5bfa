/**
 * The log of everything a run does: {@link io.roundhouse.runtime.journal.RunEvent}, the
 * {@link io.roundhouse.runtime.journal.Journal} that keeps it, in memory or in SQLite.
 *
 * <p>An event is durable before its effect becomes visible, so that a run can be resumed, explained and replayed from its
 * events alone. No decision is taken here. Start with {@link io.roundhouse.runtime.journal.SqliteJournal#open}.
 */
@NullMarked
package io.roundhouse.runtime.journal;

import org.jspecify.annotations.NullMarked;
