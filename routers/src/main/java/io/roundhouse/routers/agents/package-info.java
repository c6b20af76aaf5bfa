/**
 * Chooses agents by the meaning of the request, without asking a model: from their descriptions alone, better with a few examples
 * each, best with many. Deciding takes well under a millisecond once the request has been embedded. Start with {@link
 * io.roundhouse.routers.agents.EmbeddingAgentRouter#of}; {@link io.roundhouse.routers.agents.EmbeddingAgentPolicy} puts it into a
 * controller, {@link io.roundhouse.routers.agents.ReasoningAgentRouter} asks a model where this one is not sure.
 */
@NullMarked
package io.roundhouse.routers.agents;

import org.jspecify.annotations.NullMarked;
