/**
 * Looks at a request before anybody is chosen for it: signals (personal data, jailbreaks, keywords, language, length, role, out of
 * scope) are composed by Boolean rules into allow, deny, restrict-to and tag, in the manner of the vLLM Semantic Router (arXiv
 * 2603.04444). Rules that contradict each other are found when they are put together, not when a request meets both. It knows nothing
 * of agents but their names. Start with {@link io.roundhouse.routers.guard.Guard#of}.
 */
@NullMarked
package io.roundhouse.routers.guard;

import org.jspecify.annotations.NullMarked;
