/** The program that the public conformance suite starts for each of its client scenarios. */
@NullMarked
package io.roundhouse.protocols.mcp.client.conformance;

import org.jspecify.annotations.NullMarked;
