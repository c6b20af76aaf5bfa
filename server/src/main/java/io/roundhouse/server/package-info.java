/**
 * The program and the library surface in one: {@link io.roundhouse.server.Roundhouse} is a running server, made from code or from a
 * configuration file, with a runtime, a journal, connections to MCP servers, and MCP and A2A endpoints on one port.
 *
 * <p>Only wiring lives here: what a server consists of, and in which order it starts and stops.
 */
@NullMarked
package io.roundhouse.server;

import org.jspecify.annotations.NullMarked;
