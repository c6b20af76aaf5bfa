package io.roundhouse.runtime.models;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import io.roundhouse.runtime.Cancellation;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.NoStackTraceTimeoutException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One HTTP request under way. Confined to its event loop. */
final class HttpCall {

  private static final long MOST_BYTES = 64L << 20;
  private static final int MOST_ERROR_BYTES = 16 << 10;

  private final HttpAnswer answer;
  private final Cancellation cancellation;
  private boolean ended;
  private long bytes;

  HttpCall(HttpAnswer answer, Cancellation cancellation) {
    this.answer = answer;
    this.cancellation = cancellation;
  }

  void send(HttpClient http, RequestOptions options, Buffer body, Context context) {
    http.request(options).onComplete(request -> {
      Runnable[] takeBack = {() -> { }};
      takeBack[0] = cancellation.onCancel(() -> context.runOnContext(now -> {
        request.reset();
        fail(new LangChain4jException("the call was cancelled"));
      }));
      request.send(body).onComplete(response -> take(request, response, takeBack[0]), cause -> {
        takeBack[0].run();
        fail(cause);
      });
    }, this::fail);
  }

  private void take(HttpClientRequest request, HttpClientResponse response, Runnable takeBack) {
    boolean good = response.statusCode() / 100 == 2;
    Buffer error = Buffer.buffer();
    response.exceptionHandler(cause -> {
      takeBack.run();
      fail(cause);
    });
    response.endHandler(done -> {
      takeBack.run();
      if (good) {
        end();
      } else {
        fail(new UpstreamException(response.statusCode(), error.toString(), retryAfter(response.getHeader("retry-after"))));
      }
    });
    response.handler(piece -> {
      bytes += piece.length();
      if (bytes > MOST_BYTES) {
        request.reset();
        fail(new LangChain4jException("the answer has more than " + MOST_BYTES + " bytes"));
      } else if (good) {
        piece(piece);
      } else if (error.length() < MOST_ERROR_BYTES) {
        error.appendBuffer(piece);
      }
    });
    if (good && !ended) {
      answer.open(SuccessfulHttpResponse.builder().statusCode(response.statusCode()).headers(headers(response)).body("").build());
    }
  }

  private void piece(Buffer piece) {
    if (!ended) {
      answer.piece(piece);
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      answer.end();
    }
  }

  private void fail(Throwable cause) {
    if (!ended) {
      ended = true;
      answer.fail(switch (cause) {
        case LangChain4jException known -> known;
        case NoStackTraceTimeoutException late -> new TimeoutException("no byte in time", late);
        case java.util.concurrent.TimeoutException late -> new TimeoutException("no byte in time", late);
        default -> new LangChain4jException("the connection failed", cause);
      });
    }
  }

  private static Map<String, List<String>> headers(HttpClientResponse response) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response.headers().names().forEach(name -> headers.put(name, response.headers().getAll(name)));
    return headers;
  }

  /** Seconds, or a date (RFC 9110, section 10.2.3); 0 for neither. */
  static long retryAfter(@Nullable String header) {
    if (header == null) {
      return 0;
    }
    try {
      return Math.max(0, (long) (Double.parseDouble(header.strip()) * 1_000));
    } catch (NumberFormatException notSeconds) {
      try {
        Instant at = ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC)).toInstant();
        return Math.max(0, at.toEpochMilli() - System.currentTimeMillis());
      } catch (DateTimeParseException neither) {
        return 0;
      }
    }
  }
}
