/**
 * Who asks, and what they may use: API keys and access tokens become a principal; rules say which tools and agents a principal sees
 * and calls.
 *
 * <p>No protocol is known here: the gate stands in front of every endpoint, and whoever serves a protocol asks the rules about each
 * tool and agent. Roundhouse is a resource server in the words of OAuth 2: it checks tokens that somebody else has issued and never
 * passes them on. Start with {@link io.roundhouse.protocols.access.Access} and
 * {@link io.roundhouse.protocols.access.AccessOptions}.
 */
@NullMarked
package io.roundhouse.protocols.access;

import org.jspecify.annotations.NullMarked;
