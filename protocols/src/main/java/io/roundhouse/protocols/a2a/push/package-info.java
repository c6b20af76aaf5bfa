/**
 * Notifications by webhook: where they go, who may be reached, how they get there. Start with
 * {@link io.roundhouse.protocols.a2a.push.PushOptions}.
 */
@NullMarked
package io.roundhouse.protocols.a2a.push;

import org.jspecify.annotations.NullMarked;
