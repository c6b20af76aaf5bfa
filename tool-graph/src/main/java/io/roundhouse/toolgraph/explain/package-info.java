/**
 * Answers "why this route?" and "what would change it?" for a plan, in words and as data, by planning again under other conditions.
 * Nothing here takes part in a run. Start with {@link io.roundhouse.toolgraph.explain.Explanation#of}.
 */
@NullMarked
package io.roundhouse.toolgraph.explain;

import org.jspecify.annotations.NullMarked;
