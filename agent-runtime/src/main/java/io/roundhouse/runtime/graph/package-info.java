/**
 * Performs tool graphs: {@link io.roundhouse.runtime.graph.GraphRun} does what the healer decides, step by step, on the run's event
 * loop, and tells it what came of it. Decisions are taken in the tool graph module.
 */
@NullMarked
package io.roundhouse.runtime.graph;

import org.jspecify.annotations.NullMarked;
