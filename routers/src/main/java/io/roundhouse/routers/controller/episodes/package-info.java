/**
 * What a controller learns from: one {@link io.roundhouse.routers.controller.episodes.Episode} for each decision that was carried out,
 * with the probability of each choice and what came of it, and their form as JSON lines. Nothing here decides or learns.
 */
@NullMarked
package io.roundhouse.routers.controller.episodes;

import org.jspecify.annotations.NullMarked;
