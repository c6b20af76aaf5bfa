/**
 * Runs as tasks: a task is folded from the journal of the run with the same id, live while the run is under way. Bindings and cards live
 * elsewhere. Start with {@link io.roundhouse.protocols.a2a.task.TaskView}.
 */
@NullMarked
package io.roundhouse.protocols.a2a.task;

import org.jspecify.annotations.NullMarked;
