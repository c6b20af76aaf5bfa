/**
 * Learns from outcomes what each model would make of a query: a table of families of queries, inferred from the text, and ridge
 * regressions for what the table misses; which of them to trust is chosen on the training rows alone. Start with {@link
 * io.roundhouse.routers.models.learn.Trainer}.
 */
@NullMarked
package io.roundhouse.routers.models.learn;

import org.jspecify.annotations.NullMarked;
