/**
 * The plans that a controller chooses among, and what is known about them for all texts ({@code FixedScorer}) or for kinds of texts
 * ({@code TableScorer}). A decision goes through a {@link io.roundhouse.routers.controller.plans.PlanBook} stage by stage: at each {@link
 * io.roundhouse.routers.controller.plans.Fork} a {@link io.roundhouse.routers.controller.plans.StageScorer} says which branch is worth
 * most. Only plans that were tried are in a book, so nothing is chosen that nobody has seen work.
 */
@NullMarked
package io.roundhouse.routers.controller.plans;

import org.jspecify.annotations.NullMarked;
