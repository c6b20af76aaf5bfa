/**
 * The types a program hosts and calls: {@link io.roundhouse.runtime.Tool}, {@link io.roundhouse.runtime.Agent},
 * {@link io.roundhouse.runtime.Model}, the {@link io.roundhouse.runtime.Catalog} that holds them, and
 * {@link io.roundhouse.runtime.AgentRuntime}, which starts, journals, cancels and resumes runs.
 *
 * <p>Everything here that answers later answers with a Vert.x {@code Future} on the run's event loop; user code (blocking
 * tools, agents in Java) runs on virtual threads. No protocol and no configuration format lives here. Start with
 * {@link io.roundhouse.runtime.AgentRuntime}.
 */
@NullMarked
package io.roundhouse.runtime;

import org.jspecify.annotations.NullMarked;
