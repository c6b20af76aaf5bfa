/**
 * Chooses the language model for one call: small policies behind one interface that nest in each other, each a pure function of the
 * call and of what is on offer. What they learn from is in {@code learn} and {@code online}, asking several models in {@code
 * cascade}, money and failures in {@code limits}, and the proof in {@code eval}. Start with {@link
 * io.roundhouse.routers.models.ModelPolicies}.
 */
@NullMarked
package io.roundhouse.routers.models;

import org.jspecify.annotations.NullMarked;
