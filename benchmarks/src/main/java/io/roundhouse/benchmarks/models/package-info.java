/** What a choice of model costs: the time of one decision, apart from the embedding of its text. */
@NullMarked
package io.roundhouse.benchmarks.models;

import org.jspecify.annotations.NullMarked;
