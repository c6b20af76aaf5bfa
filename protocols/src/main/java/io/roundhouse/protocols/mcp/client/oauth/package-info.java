/**
 * Gets access to MCP servers that want OAuth: finds the authorization server (RFC 9728, RFC 8414, OpenID Connect Discovery), becomes
 * its client (client id metadata documents, RFC 7591), and obtains, renews and widens tokens that are bound to one resource (RFC 8707).
 *
 * <p>Knows nothing about MCP's messages. Start with {@link io.roundhouse.protocols.mcp.client.oauth.OAuthClient}.
 */
@NullMarked
package io.roundhouse.protocols.mcp.client.oauth;

import org.jspecify.annotations.NullMarked;
