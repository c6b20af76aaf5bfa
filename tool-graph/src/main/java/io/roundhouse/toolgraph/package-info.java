/**
 * The model of a tool graph: items, the tools that turn items into other items, and the goals they serve. Everything in this package is
 * immutable and validated when it is built; planning lives in {@code plan}, what is known about broken tools in {@code health}, and the
 * state machine that reacts to outcomes in {@code heal}. Start with {@link io.roundhouse.toolgraph.ToolGraph#builder(String)}.
 */
@NullMarked
package io.roundhouse.toolgraph;

import org.jspecify.annotations.NullMarked;
