/**
 * A2A 0.3 in the terms of 1.0 and back: messages, tasks, events, names of methods. Start with
 * {@link io.roundhouse.protocols.a2a.legacy.OldForm}.
 */
@NullMarked
package io.roundhouse.protocols.a2a.legacy;

import org.jspecify.annotations.NullMarked;
