package io.roundhouse.runtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line about a run. Immutable.
 *
 * @param key the run's idempotency key; null if it has none, or gave it up to a later run
 * @param status {@code running}, or the name of the event that ended it: {@code completed}, {@code failed}, {@code escalated},
 *     {@code cancelled}
 * @param endedAt null while the run is under way
 */
public record RunSummary(
    RunId run, String kind, String target, @Nullable String key, String status, Instant acceptedAt, @Nullable Instant endedAt) {}
