/**
 * Numbers for operators: {@link io.roundhouse.server.metrics.Metrics} counts what runs do, next to what Vert.x and the protocols
 * count, and renders all of it as Prometheus text.
 */
@NullMarked
package io.roundhouse.server.metrics;

import org.jspecify.annotations.NullMarked;
