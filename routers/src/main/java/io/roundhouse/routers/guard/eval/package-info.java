/**
 * Measures guards on labelled texts, and trains the small model that recognises attacks. What is read here is public data that is not
 * part of the product. Start with {@link io.roundhouse.routers.guard.eval.GuardEval#run}.
 */
@NullMarked
package io.roundhouse.routers.guard.eval;

import org.jspecify.annotations.NullMarked;
