package io.roundhouse.runtime.models;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.roundhouse.runtime.Cancellation;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** LangChain4j's view of a Vert.x HTTP client. Thread-safe. */
final class VertxHttpClient implements HttpClient {

  private static final Duration LONGEST_CALL = Duration.ofHours(1);

  private final Vertx vertx;
  private final io.vertx.core.http.HttpClient http;
  private final Duration connectTimeout;
  private final Duration readTimeout;

  VertxHttpClient(Vertx vertx, io.vertx.core.http.HttpClient http, Duration connectTimeout, Duration readTimeout) {
    this.vertx = vertx;
    this.http = http;
    this.connectTimeout = connectTimeout;
    this.readTimeout = readTimeout;
  }

  /** Waits for the whole answer; an interruption closes the connection. */
  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    if (Context.isOnEventLoopThread()) {
      throw new IllegalStateException("a blocking model call on an event loop");
    }
    CompletableFuture<SuccessfulHttpResponse> answer = new CompletableFuture<>();
    Cancellation cancellation = new Cancellation();
    Runnable takeBack = ModelHttp.current().onCancel(() -> cancellation.cancel("cancelled"));
    begin(request, cancellation, new WholeAnswer(answer));
    try {
      return answer.get(LONGEST_CALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      cancellation.cancel("interrupted");
      Thread.currentThread().interrupt();
      throw new LangChain4jException("the call was interrupted", e);
    } catch (TimeoutException e) {
      cancellation.cancel("timed out");
      throw new dev.langchain4j.exception.TimeoutException("no answer within " + LONGEST_CALL, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new LangChain4jException(e.getCause());
    } finally {
      takeBack.run();
    }
  }

  /** Returns at once; the listener is called on the caller's event loop, or on one of ours if the caller is on none. */
  @Override
  public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    Cancellation cancellation = new Cancellation();
    Runnable takeBack = ModelHttp.current().onCancel(() -> cancellation.cancel("cancelled"));
    begin(request, cancellation, new StreamedAnswer(parser, listener, cancellation, takeBack));
  }

  private void begin(HttpRequest request, Cancellation cancellation, HttpAnswer answer) {
    if (!request.formDataFields().isEmpty() || !request.formDataFiles().isEmpty()) {
      throw new UnsupportedFeatureException("form data is not supported");
    }
    RequestOptions options = new RequestOptions()
        .setMethod(HttpMethod.valueOf(request.method().name()))
        .setAbsoluteURI(request.url())
        .setConnectTimeout(connectTimeout.toMillis())
        .setIdleTimeout(readTimeout.toMillis());
    request.headers().forEach((name, values) -> options.putHeader(name, List.<CharSequence>copyOf(values)));
    Buffer body = request.body() == null ? Buffer.buffer() : Buffer.buffer(request.body());
    Context current = Vertx.currentContext();
    HttpCall call = new HttpCall(answer, cancellation);
    if (current != null && current.isEventLoopContext() && Context.isOnEventLoopThread()) {
      call.send(http, options, body, current);
    } else {
      Context own = ((VertxInternal) vertx).createEventLoopContext();
      own.runOnContext(now -> call.send(http, options, body, own));
    }
  }
}
