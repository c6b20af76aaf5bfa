package io.roundhouse.runtime;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a model, as its body sees it. Immutable; safe to share.
 *
 * @param cancellation tells when nobody waits for the answer any more: on timeout, and when the run ends
 * @param partial takes the answer's text piece by piece; null if nobody listens
 */
public record ModelCall(Cancellation cancellation, @Nullable Consumer<String> partial) {}
