/**
 * What tests of all modules share: {@link io.roundhouse.runtime.testing.BlockedThreads} fails any test during which an event loop was
 * blocked, {@link io.roundhouse.runtime.testing.ManualClock} moves time by hand.
 */
@NullMarked
package io.roundhouse.runtime.testing;

import org.jspecify.annotations.NullMarked;
