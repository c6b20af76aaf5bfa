/**
 * Where runs are recorded: in memory, or in one SQLite file. An event is durable before its effect becomes visible, so that a run can
 * be resumed, explained and replayed from its events alone. No decision is taken here. Start with
 * {@link io.roundhouse.runtime.journal.SqliteJournal#open}.
 */
@NullMarked
package io.roundhouse.runtime.journal;

import org.jspecify.annotations.NullMarked;
