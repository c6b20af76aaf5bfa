/**
 * The runtime of one process: it accepts runs, performs their calls of tools, models and agents on the right threads, records them,
 * and resumes them after a crash. Start with {@link io.roundhouse.runtime.engine.RuntimeBuilder}.
 */
@NullMarked
package io.roundhouse.runtime.engine;

import org.jspecify.annotations.NullMarked;
