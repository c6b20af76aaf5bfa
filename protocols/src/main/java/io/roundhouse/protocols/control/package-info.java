/**
 * A catalog too large to list, behind two tools: {@code find_tools} searches it, {@code route} picks the tool for an intent and calls
 * it (Control Plane as a Tool, arXiv 2505.06817).
 *
 * <p>Both are ordinary tools of the catalog, so every protocol offers them. They see and call only what whoever asks may see and call;
 * what {@code route} calls is a run of its own, with the policy, audit and healing of any other. Start with
 * {@link io.roundhouse.protocols.control.ControlPlane}.
 */
@NullMarked
package io.roundhouse.protocols.control;

import org.jspecify.annotations.NullMarked;
