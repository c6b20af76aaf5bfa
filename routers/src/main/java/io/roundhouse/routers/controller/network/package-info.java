/**
 * The network behind the learned controller: MasRouter's cascade (arXiv 2502.11133) with its flaws mended, gradients written by hand, and
 * the paper's own network beside it for comparison. Arithmetic on arrays; no files.
 */
@NullMarked
package io.roundhouse.routers.controller.network;

import org.jspecify.annotations.NullMarked;
