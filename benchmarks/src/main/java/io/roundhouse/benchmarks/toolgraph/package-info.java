/**
 * Measures planning and healing: one health change and a new plan beside JGraphT, the decide loop over published scenarios, a soak with
 * failures and crashes, and a graph of a million nodes. Start with
 * {@link io.roundhouse.benchmarks.toolgraph.PlannerBenchmark}.
 */
@NullMarked
package io.roundhouse.benchmarks.toolgraph;

import org.jspecify.annotations.NullMarked;
