/**
 * The state machine of one run: events about calls go in, decisions about the next calls come out. It replans from what is already
 * known, so finished work is kept and no side effect happens twice. It performs nothing itself. Start with
 * {@link io.roundhouse.toolgraph.heal.Healer#start}.
 */
@NullMarked
package io.roundhouse.toolgraph.heal;

import org.jspecify.annotations.NullMarked;
