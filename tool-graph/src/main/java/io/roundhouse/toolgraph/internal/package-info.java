/**
 * Small collections that the other packages share: bit sets without bounds checks, immutable sorted sets of ids, and a table from ids to
 * numbers. Not for users of the module; anything here may change. Start with {@link io.roundhouse.toolgraph.internal.Bits}.
 */
@NullMarked
package io.roundhouse.toolgraph.internal;

import org.jspecify.annotations.NullMarked;
