package io.roundhouse.runtime;

import java.time.Instant;

/**
 * An event with its place in its run's log. Immutable.
 *
 * @param seq counts from 1 without gaps within a run
 * @param at when it happened, by the runtime's clock
 */
public record JournalEntry(RunId run, long seq, Instant at, RunEvent event) {}
