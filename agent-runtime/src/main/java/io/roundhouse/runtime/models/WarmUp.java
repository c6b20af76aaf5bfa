package io.roundhouse.runtime.models;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Duration;

/**
 * Loads what the first call of a model needs, by a call that goes nowhere: half a second on a busy machine, and the first call may come on
 * an event loop.
 */
final class WarmUp {

  private static final String WHOLE =
      "{\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},"
          + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";

  private WarmUp() {}

  /** Makes the call once in this process, on the thread that first asks for it. */
  static void once() {
    Done.once();
  }

  private static final class Done {

    static {
      ChatRequest request = ChatRequest.builder().messages(UserMessage.from("warm")).build();
      OpenAiChatModel.builder().httpClientBuilder(new Nowhere()).modelName("m").apiKey("k").maxRetries(0).build().chat(request);
      OpenAiStreamingChatModel.builder().httpClientBuilder(new Nowhere()).modelName("m").apiKey("k").build().chat(request, new Ignored());
    }

    static void once() {
      // the initialiser has done it
    }
  }

  private static final class Ignored implements StreamingChatResponseHandler {
    @Override
    public void onPartialResponse(String text) {}

    @Override
    public void onCompleteResponse(ChatResponse response) {}

    @Override
    public void onError(Throwable cause) {}
  }

  private static final class Nowhere implements HttpClientBuilder, HttpClient {
    @Override
    public Duration connectTimeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return this;
    }

    @Override
    public HttpClient build() {
      return this;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
      return SuccessfulHttpResponse.builder().statusCode(200).body(WHOLE).build();
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
      listener.onEvent(new ServerSentEvent(null, WHOLE.replace("\"message\"", "\"delta\"")));
      listener.onClose();
    }
  }
}
