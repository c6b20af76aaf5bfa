/** What a run costs beside its models: see {@link io.roundhouse.benchmarks.runtime.OrchestrationBenchmark}. */
@NullMarked
package io.roundhouse.benchmarks.runtime;

import org.jspecify.annotations.NullMarked;
