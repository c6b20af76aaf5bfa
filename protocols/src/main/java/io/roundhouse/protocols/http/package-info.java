/**
 * The one HTTP server of the house and what its endpoints share: routes, bounded bodies, bounded JSON, JSON-RPC messages, event
 * streams, and errors that carry a code and a sentence and nothing about our code.
 *
 * <p>No protocol of agents or tools lives here; those are {@link io.roundhouse.protocols.http.Endpoint endpoints} that mount
 * themselves. Start with {@link io.roundhouse.protocols.http.HttpFront}.
 */
@NullMarked
package io.roundhouse.protocols.http;

import org.jspecify.annotations.NullMarked;
