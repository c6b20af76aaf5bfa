/**
 * Turns text into words and compares texts by the words they share. It knows nothing of agents, models or decisions, needs no
 * training and no network. Start with {@link io.roundhouse.routers.text.Words#of(String)}.
 */
@NullMarked
package io.roundhouse.routers.text;

import org.jspecify.annotations.NullMarked;
