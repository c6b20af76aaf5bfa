/**
 * Performs tool graphs: {@link io.roundhouse.runtime.graph.GraphTool} binds a graph's steps to the catalog's tools, and the executor
 * behind it does what the healer decides, step by step, on the run's event loop. Decisions are taken in the tool graph module.
 */
@NullMarked
package io.roundhouse.runtime.graph;

import org.jspecify.annotations.NullMarked;
