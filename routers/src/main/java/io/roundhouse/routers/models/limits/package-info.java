/**
 * What stands between a choice and a call: money and tokens reserved beforehand, and what to do when a call fails. State goes in and
 * the next state comes out; the clock and the calls are the caller's. Start with {@link
 * io.roundhouse.routers.models.limits.BudgetGuard} and {@link io.roundhouse.routers.models.limits.FallbackChain}.
 */
@NullMarked
package io.roundhouse.routers.models.limits;

import org.jspecify.annotations.NullMarked;
