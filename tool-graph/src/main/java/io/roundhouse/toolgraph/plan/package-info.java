/**
 * Finds the cheapest way from what is known to what is wanted. A plan is a partial order of tools; when no plan exists the answer names
 * the smallest set of tools whose return would make one possible. Nothing here calls a tool or remembers an outcome. Start with
 * {@link io.roundhouse.toolgraph.plan.Planner}.
 */
@NullMarked
package io.roundhouse.toolgraph.plan;

import org.jspecify.annotations.NullMarked;
