/**
 * Measures agent routing: a decision without embedding, embedding, training, memory. Start with
 * {@link io.roundhouse.benchmarks.routing.RoutingCost}, which needs one command and counts CPU time.
 */
@NullMarked
package io.roundhouse.benchmarks.routing;

import org.jspecify.annotations.NullMarked;
