package io.roundhouse.runtime.models;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.roundhouse.runtime.ModelBody;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes connections to models by their settings; nothing is sent yet. Retries are left to the runtime, which journals them. */
public final class Providers {

  private static final String NO_KEY = "none";
  private static final String OLLAMA_HERE = "http://localhost:11434";

  private Providers() {}

  /** A connection over this client. */
  public static ModelBody body(ModelHttp http, ProviderSettings settings) {
    WarmUp.once();
    ChatModel whole = whole(http, settings);
    return settings.stream() ? new ModelBody.Streaming(streaming(http, settings), whole) : new ModelBody.Blocking(whole);
  }

  private static ChatModel whole(ModelHttp http, ProviderSettings settings) {
    String url = url(settings);
    String key = key(settings);
    Duration timeout = settings.timeout();
    return switch (settings.kind()) {
      case OPENAI, OPENAI_COMPATIBLE -> {
        OpenAiChatModel.OpenAiChatModelBuilder builder = OpenAiChatModel.builder()
            .httpClientBuilder(http.builder()).modelName(settings.model()).apiKey(key).timeout(timeout).maxRetries(0);
        yield (url == null ? builder : builder.baseUrl(url)).build();
      }
      case ANTHROPIC -> {
        AnthropicChatModel.AnthropicChatModelBuilder builder = AnthropicChatModel.builder()
            .httpClientBuilder(http.builder()).modelName(settings.model()).apiKey(key).timeout(timeout).maxRetries(0);
        yield (url == null ? builder : builder.baseUrl(url)).build();
      }
      case GEMINI -> {
        GoogleAiGeminiChatModel.GoogleAiGeminiChatModelBuilder builder = GoogleAiGeminiChatModel.builder()
            .httpClientBuilder(http.builder()).modelName(settings.model()).apiKey(key).timeout(timeout).maxRetries(0);
        yield (url == null ? builder : builder.baseUrl(url)).build();
      }
      case OLLAMA -> OllamaChatModel.builder().httpClientBuilder(http.builder()).modelName(settings.model()).timeout(timeout)
          .maxRetries(0).baseUrl(url == null ? OLLAMA_HERE : url).build();
    };
  }

  private static StreamingChatModel streaming(ModelHttp http, ProviderSettings settings) {
    String url = url(settings);
    String key = key(settings);
    Duration timeout = settings.timeout();
    return switch (settings.kind()) {
      case OPENAI, OPENAI_COMPATIBLE -> {
        OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder builder = OpenAiStreamingChatModel.builder()
            .httpClientBuilder(http.builder()).modelName(settings.model()).apiKey(key).timeout(timeout);
        yield (url == null ? builder : builder.baseUrl(url)).build();
      }
      case ANTHROPIC -> {
        AnthropicStreamingChatModel.AnthropicStreamingChatModelBuilder builder = AnthropicStreamingChatModel.builder()
            .httpClientBuilder(http.builder()).modelName(settings.model()).apiKey(key).timeout(timeout);
        yield (url == null ? builder : builder.baseUrl(url)).build();
      }
      case GEMINI -> {
        GoogleAiGeminiStreamingChatModel.GoogleAiGeminiStreamingChatModelBuilder builder = GoogleAiGeminiStreamingChatModel.builder()
            .httpClientBuilder(http.builder()).modelName(settings.model()).apiKey(key).timeout(timeout);
        yield (url == null ? builder : builder.baseUrl(url)).build();
      }
      case OLLAMA -> OllamaStreamingChatModel.builder().httpClientBuilder(http.builder()).modelName(settings.model()).timeout(timeout)
          .baseUrl(url == null ? OLLAMA_HERE : url).build();
    };
  }

  private static @Nullable String url(ProviderSettings settings) {
    return settings.baseUrl() == null ? null : settings.baseUrl().toString();
  }

  private static String key(ProviderSettings settings) {
    return settings.apiKey() == null ? NO_KEY : settings.apiKey();
  }
}
