/**
 * The shape of a tool graph as a JGraphT graph, for everything that is asked about shapes rather than about plans: parts that do not hang
 * together, circles, and whatever else that library knows. Start with {@link io.roundhouse.toolgraph.structure.GraphStructure}.
 */
@NullMarked
package io.roundhouse.toolgraph.structure;

import org.jspecify.annotations.NullMarked;
