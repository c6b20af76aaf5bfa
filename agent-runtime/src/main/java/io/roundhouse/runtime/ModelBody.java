package io.roundhouse.runtime;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** How a model is reached, and with that the kind of thread a call runs on. What is inside must be thread-safe. */
public sealed interface ModelBody {

  /** A LangChain4j model that blocks: each call runs on a virtual thread, interrupted on timeout and cancellation. */
  record Blocking(ChatModel chat) implements ModelBody {}

  /**
   * A LangChain4j model that streams: it must return at once and call back later, on any thread.
   *
   * @param chat asked whenever somebody listens to the parts of the answer
   * @param whole asked on a virtual thread when nobody does; null to stream always
   */
  record Streaming(StreamingChatModel chat, @Nullable ChatModel whole) implements ModelBody {}

  /** Runs on the event loop and must never block it; costs no thread. */
  record Async(AsyncChat chat) implements ModelBody {}

  /** The work of an {@link Async} body. */
  @FunctionalInterface
  interface AsyncChat {
    /** Begins the call and returns at once; the future may complete on any thread. */
    Future<ChatResponse> chat(ChatRequest request, ModelCall call);
  }
}
