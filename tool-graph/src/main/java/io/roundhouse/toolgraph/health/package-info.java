/**
 * What is known about the condition of tools: breakers, pauses, failure domains, learned latency and failure rate, and the signals of
 * monitors. The board has no clock; whoever reports an outcome says when it happened. Start with
 * {@link io.roundhouse.toolgraph.health.HealthBoard}.
 */
@NullMarked
package io.roundhouse.toolgraph.health;

import org.jspecify.annotations.NullMarked;
