/**
 * Measures what choosing a mode is worth, by playing modes on answers that models really gave. Start with {@link
 * io.roundhouse.routers.controller.eval.ModesEval}. Reads no files itself.
 */
@NullMarked
package io.roundhouse.routers.controller.eval;

import org.jspecify.annotations.NullMarked;
