package io.roundhouse.runtime.models;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.Model;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The protocols of the providers over our client, whole and streamed; the answers are cut in odd places on the way. */
final class ProvidersIT {

  private static final Duration LONG = Duration.ofSeconds(20);

  /** With the usual limit of two seconds for an event loop: the first call of each provider loads its classes. */
  private final Vertx vertx = Vertx.vertx();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private volatile String answer = "";
  private final HttpServer server = vertx.createHttpServer().requestHandler(request -> {
    paths.add(request.path());
    keys.add(request.headers().entries().toString() + request.query());
    request.response().setChunked(true).putHeader("content-type", answer.startsWith("{") ? "application/json" : "text/event-stream");
    request.endHandler(end -> send(request.response(), 0));
  });

  private void send(HttpServerResponse response, int from) {
    int to = Math.min(answer.length(), from + 37);
    if (from == to) {
      response.end();
    } else {
      response.write(answer.substring(from, to)).onComplete(written -> vertx.setTimer(1, later -> send(response, to)));
    }
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private ChatResponse ask(ProviderKind kind, List<String> partials) {
    await(server.listen(0, "127.0.0.1"));
    String base = "http://127.0.0.1:" + server.actualPort() + (kind == ProviderKind.OLLAMA ? "" : "/v1");
    ProviderSettings settings = new ProviderSettings(kind, URI.create(base), "the-key", "m", LONG, true);
    Model model = Model.of("m", "m", Providers.body(ModelHttp.on(vertx), settings), Model.Price.FREE).withTimeout(LONG);
    Promise<ChatResponse> response = Promise.promise();
    Context context = vertx.getOrCreateContext();
    context.runOnContext(now -> ModelInvoker.invoke(vertx, context, model,
        ChatRequest.builder().messages(UserMessage.from("hello")).build(), new Cancellation(), partials == null ? null : partials::add)
        .onComplete(response));
    return await(response.future());
  }

  @ParameterizedTest
  @EnumSource(ProviderKind.class)
  void streams(ProviderKind kind) {
    answer = switch (kind) {
      case OPENAI, OPENAI_COMPATIBLE -> """
          data: {"id":"1","model":"m","choices":[{"index":0,"delta":{"content":"grüezi "}}]}

          data: {"id":"1","model":"m","choices":[{"index":0,"delta":{"content":"there"},"finish_reason":"stop"}]}

          data: {"id":"1","model":"m","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}

          data: [DONE]

          """;
      case ANTHROPIC -> """
          event: message_start
          data: {"type":"message_start","message":{"id":"1","type":"message","role":"assistant","content":[],\
          "model":"m","usage":{"input_tokens":5,"output_tokens":1}}}

          event: content_block_start
          data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

          event: content_block_delta
          data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"grüezi "}}

          event: content_block_delta
          data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"there"}}

          event: content_block_stop
          data: {"type":"content_block_stop","index":0}

          event: message_delta
          data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}

          event: message_stop
          data: {"type":"message_stop"}

          """;
      case GEMINI -> """
          data: {"candidates":[{"content":{"role":"model","parts":[{"text":"grüezi "}]},"index":0}],"modelVersion":"m"}

          data: {"candidates":[{"content":{"role":"model","parts":[{"text":"there"}]},"finishReason":"STOP","index":0}],\
          "usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":2,"totalTokenCount":7},"modelVersion":"m"}

          """;
      case OLLAMA -> """
          {"model":"m","message":{"role":"assistant","content":"grüezi "},"done":false}
          {"model":"m","message":{"role":"assistant","content":"there"},"done":false}
          {"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop",\
          "prompt_eval_count":5,"eval_count":2}
          """;
    };
    List<String> partials = new CopyOnWriteArrayList<>();

    ChatResponse response = ask(kind, partials);

    assertThat(response.aiMessage().text()).isEqualTo("grüezi there");
    assertThat(partials).containsExactly("grüezi ", "there");
    assertThat(response.tokenUsage().inputTokenCount()).isEqualTo(5);
    assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(2);
    assertThat(kind == ProviderKind.OLLAMA || keys.getFirst().contains("the-key")).isTrue();
  }

  @Test
  void takesAWholeAnswerWhereAStreamWasAskedFor() {
    answer = """
        {"id":"1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"all of it","tool_calls":[
          {"id":"a","type":"function","function":{"name":"look","arguments":"{}"}},
          {"id":"b","type":"function","function":{"name":"see","arguments":"{\\"at\\": 1}"}}]},"finish_reason":"tool_calls"}],
         "usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8}}
        """;
    List<String> partials = new CopyOnWriteArrayList<>();

    ChatResponse response = ask(ProviderKind.OPENAI_COMPATIBLE, partials);

    assertThat(partials).containsExactly("all of it");
    assertThat(response.aiMessage().toolExecutionRequests()).extracting(ToolExecutionRequest::name).containsExactly("look", "see");
    assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(3);
  }

  @Test
  void answersAtOnceWhereNobodyListens() {
    answer = """
        {"model":"m","message":{"role":"assistant","content":"all of it"},"done":true,"done_reason":"stop",\
        "prompt_eval_count":5,"eval_count":3}
        """;

    assertThat(ask(ProviderKind.OLLAMA, null).aiMessage().text()).isEqualTo("all of it");
    assertThat(paths).containsExactly("/api/chat");
  }
}
