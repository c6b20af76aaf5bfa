/**
 * Measures ways of choosing a model on outcomes, as RouterBench does (arXiv 2403.12031): quality against cost on rows that nobody
 * trained on, beside the published routers re-implemented here, with bootstrap intervals. Reads and writes files; nothing else in
 * the routing of models does. Start with {@link io.roundhouse.routers.models.eval.ModelsEval}.
 */
@NullMarked
package io.roundhouse.routers.models.eval;

import org.jspecify.annotations.NullMarked;
