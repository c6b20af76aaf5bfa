/**
 * The quality-cost plane of RouterBench (arXiv 2403.12031): points, hulls, and the area under them. Start with {@link
 * io.roundhouse.routers.models.plane.Hull}.
 */
@NullMarked
package io.roundhouse.routers.models.plane;

import org.jspecify.annotations.NullMarked;
