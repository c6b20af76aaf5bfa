/**
 * Turns text into vectors that lie close together where the meaning is alike, in this process and without a network. It knows
 * nothing of agents, models or decisions. Computing a vector takes milliseconds of one core, so it belongs on a worker or a
 * virtual thread, never on an event loop. Start with {@link io.roundhouse.routers.embedding.OnnxEmbedder#ofDefaults()}.
 */
@NullMarked
package io.roundhouse.routers.embedding;

import org.jspecify.annotations.NullMarked;
