/**
 * What models made of queries: which model answered which query, how well, at what price. The same shape is read from files, learned
 * from and measured on. Start with {@link io.roundhouse.routers.models.outcomes.OutcomesReader}.
 */
@NullMarked
package io.roundhouse.routers.models.outcomes;

import org.jspecify.annotations.NullMarked;
