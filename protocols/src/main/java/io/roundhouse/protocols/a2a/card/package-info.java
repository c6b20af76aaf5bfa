/**
 * Agent cards as documents: their canonical form, their signatures, the keys for these. What stands on a card is decided elsewhere. Start
 * with {@link io.roundhouse.protocols.a2a.card.CardKey}.
 */
@NullMarked
package io.roundhouse.protocols.a2a.card;

import org.jspecify.annotations.NullMarked;
