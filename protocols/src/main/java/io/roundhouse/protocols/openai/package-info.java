/**
 * OpenAI's chat completions over the runtime: {@code /v1/chat/completions} and {@code /v1/models}, so that any OpenAI client can talk to
 * agents, to the controller and to models. Begin at {@link io.roundhouse.protocols.openai.OpenAiEndpoint}. No type of the protocol leaves
 * this package.
 */
@NullMarked
package io.roundhouse.protocols.openai;

import org.jspecify.annotations.NullMarked;
