/**
 * Agents of others, by the address of their cards, as agents and tools of our catalog. Start with
 * {@link io.roundhouse.protocols.a2a.client.A2aConnection#open}.
 */
@NullMarked
package io.roundhouse.protocols.a2a.client;

import org.jspecify.annotations.NullMarked;
