/** The product's MCP endpoint over a catalog that offers what the public conformance suite asks for. */
package io.roundhouse.protocols.mcp.conformance;
