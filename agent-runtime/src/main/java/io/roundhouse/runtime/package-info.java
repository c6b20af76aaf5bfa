/**
 * The words of the runtime, and nothing that does work: {@link io.roundhouse.runtime.Tool}, {@link io.roundhouse.runtime.Agent},
 * {@link io.roundhouse.runtime.Model} and the {@link io.roundhouse.runtime.Catalog} that holds them; the
 * {@link io.roundhouse.runtime.Run} with its budget, its events and the {@link io.roundhouse.runtime.Journal} they go to; and
 * {@link io.roundhouse.runtime.AgentRuntime}, which performs runs.
 *
 * <p>Everything that answers later answers with a Vert.x {@code Future}; user code (blocking tools, agents in Java) runs on virtual
 * threads. No protocol and no configuration format lives here, and no other package of the runtime is used from here. Start with
 * {@link io.roundhouse.runtime.AgentRuntime}.
 */
@NullMarked
package io.roundhouse.runtime;

import org.jspecify.annotations.NullMarked;
