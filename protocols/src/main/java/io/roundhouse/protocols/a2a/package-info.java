/**
 * The A2A endpoint: every agent of the catalog behind A2A 1.0, each with its card and its own address, over the JSON-RPC binding.
 *
 * <p>The layer is ours: records for what travels, a codec, and one handler that knows nothing of the binding. A short answer is a
 * message; work that is not waited for, or that fails, is a task whose id is the run's. Start with
 * {@link io.roundhouse.protocols.a2a.A2aEndpoint}.
 */
@NullMarked
package io.roundhouse.protocols.a2a;

import org.jspecify.annotations.NullMarked;
