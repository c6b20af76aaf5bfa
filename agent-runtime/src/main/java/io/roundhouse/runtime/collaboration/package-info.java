/**
 * How several agents work on one request: one small class for each collaboration mode, over a {@link
 * io.roundhouse.runtime.collaboration.Table} that asks the members. Everything here is composition on the event loop: no mode waits on a
 * thread, and none knows budgets, journals or protocols, which are the engine's. Begin at {@link
 * io.roundhouse.runtime.collaboration.Collaboration#of}.
 */
@NullMarked
package io.roundhouse.runtime.collaboration;

import org.jspecify.annotations.NullMarked;
