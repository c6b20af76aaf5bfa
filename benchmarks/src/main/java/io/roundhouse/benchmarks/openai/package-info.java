/** What the OpenAI endpoint adds to a model's answer: see {@link io.roundhouse.benchmarks.openai.RelayBenchmark}. */
@NullMarked
package io.roundhouse.benchmarks.openai;

import org.jspecify.annotations.NullMarked;
