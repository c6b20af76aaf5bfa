/**
 * Replays published failure scenarios against the healer and judges the outcome. What is read here is public data that is not part of
 * the product. Start with {@link io.roundhouse.toolgraph.eval.HealingEval#run}.
 */
@NullMarked
package io.roundhouse.toolgraph.eval;

import org.jspecify.annotations.NullMarked;
