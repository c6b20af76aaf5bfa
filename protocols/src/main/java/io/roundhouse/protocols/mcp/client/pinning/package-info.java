/**
 * Keeps the definitions of other people's tools as they were when they were approved: a tool whose name, description or schema has
 * changed since, or that looks as if it wanted to steer a model, is held back until a person has seen the difference.
 *
 * <p>Everything here is plain blocking Java without network. Start with {@link io.roundhouse.protocols.mcp.client.pinning.PinBook}.
 */
@NullMarked
package io.roundhouse.protocols.mcp.client.pinning;

import org.jspecify.annotations.NullMarked;
