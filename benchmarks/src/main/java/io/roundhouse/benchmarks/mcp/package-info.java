/** What the MCP endpoint costs: servers for a load generator, and loads that need more than one. See {@code benchmarks/mcp.sh}. */
@NullMarked
package io.roundhouse.benchmarks.mcp;

import org.jspecify.annotations.NullMarked;
