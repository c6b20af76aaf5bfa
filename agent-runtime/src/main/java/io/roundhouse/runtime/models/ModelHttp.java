package io.roundhouse.runtime.models;

import dev.langchain4j.http.client.HttpClientBuilder;
import io.roundhouse.runtime.Cancellation;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;

/**
 * The way to model providers: gives LangChain4j's models an HTTP client on the event loop. Thread-safe; make one and share it.
 *
 * <p>A streamed call costs no thread. Whatever is begun inside {@link #under} ends with its cancellation: the connection is closed, so
 * that the provider stops working too. Closed with its Vert.x.
 */
public final class ModelHttp {

  private static final int MOST_CONNECTIONS = 256;
  private static final int MOST_WAITING = 10_000;
  private static final ThreadLocal<Cancellation> CURRENT = new ThreadLocal<>();

  private final Vertx vertx;
  private final HttpClient http;

  private ModelHttp(Vertx vertx) {
    this.vertx = vertx;
    this.http = vertx.createHttpClient(
        new HttpClientOptions().setDecompressionSupported(true).setKeepAliveTimeout(30),
        new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING));
  }

  /** At most 256 connections to each address; 10,000 more calls may wait for one. */
  public static ModelHttp on(Vertx vertx) {
    return new ModelHttp(vertx);
  }

  /** What a LangChain4j model's {@code httpClientBuilder} is given. */
  public HttpClientBuilder builder() {
    return new Builder();
  }

  /** Runs {@code action}; the HTTP calls it begins on this thread end when {@code cancellation} is given. */
  public static void under(Cancellation cancellation, Runnable action) {
    Cancellation outer = CURRENT.get();
    CURRENT.set(cancellation);
    try {
      action.run();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  static Cancellation current() {
    Cancellation cancellation = CURRENT.get();
    return cancellation == null ? new Cancellation() : cancellation;
  }

  private final class Builder implements HttpClientBuilder {

    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration readTimeout = Duration.ofMinutes(1);

    @Override
    public Duration connectTimeout() {
      return connectTimeout;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      this.connectTimeout = timeout;
      return this;
    }

    @Override
    public Duration readTimeout() {
      return readTimeout;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      this.readTimeout = timeout;
      return this;
    }

    @Override
    public dev.langchain4j.http.client.HttpClient build() {
      return new VertxHttpClient(vertx, http, connectTimeout, readTimeout);
    }
  }
}
