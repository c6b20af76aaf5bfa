package io.roundhouse.runtime.models;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import dev.langchain4j.exception.LangChain4jException;
import io.roundhouse.runtime.Cancellation;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into events as its bytes come (server-sent events as WHATWG HTML, section 9.2.6, describes them), and tells them to a
 * listener. A parser of another format is given complete lines, which suits formats of one JSON object per line.
 */
final class StreamedAnswer implements HttpAnswer {

  private static final int LONGEST_LINE = 4 << 20;

  private final ServerSentEventParser parser;
  private final ServerSentEventListener listener;
  private final ServerSentEventContext context;
  private final Cancellation cancellation;
  private final Runnable takeBack;
  private final StringBuilder data = new StringBuilder();
  private Buffer rest = Buffer.buffer();
  private @Nullable String event;
  private boolean hasData;
  private boolean unstreamed;

  StreamedAnswer(ServerSentEventParser parser, ServerSentEventListener listener, Cancellation cancellation, Runnable takeBack) {
    this.parser = parser;
    this.listener = listener;
    this.cancellation = cancellation;
    this.takeBack = takeBack;
    this.context = new ServerSentEventContext(new ServerSentEventParsingHandle() {
      @Override
      public void cancel() {
        cancellation.cancel("cancelled");
      }

      @Override
      public boolean isCancelled() {
        return cancellation.isCancelled();
      }
    });
  }

  @Override
  public void open(SuccessfulHttpResponse head) {
    unstreamed = parser instanceof DefaultServerSentEventParser && UnstreamedAnswer.isHeadOf(head);
    listener.onOpen(head);
  }

  @Override
  public void piece(Buffer bytes) {
    if (unstreamed) {
      rest.appendBuffer(bytes);
      return;
    }
    Buffer all = rest.length() == 0 ? bytes : rest.appendBuffer(bytes);
    int from = 0;
    for (int at = 0; at < all.length(); at++) {
      if (all.getByte(at) == '\n') {
        line(all, from, at > from && all.getByte(at - 1) == '\r' ? at - 1 : at);
        from = at + 1;
      }
    }
    rest = from == all.length() ? Buffer.buffer() : all.getBuffer(from, all.length());
    if (rest.length() > LONGEST_LINE) {
      cancellation.cancel("a line without an end");
    }
  }

  private void line(Buffer bytes, int from, int to) {
    if (cancellation.isCancelled()) {
      return;
    }
    if (!(parser instanceof DefaultServerSentEventParser)) {
      if (to > from) {
        parser.parse(new ByteArrayInputStream(bytes.getBytes(from, to)), listener);
      }
    } else if (from == to) {
      dispatch();
    } else {
      field(bytes.getString(from, to, StandardCharsets.UTF_8.name()));
    }
  }

  private void field(String line) {
    int colon = line.indexOf(':');
    String name = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
    switch (name) {
      case "event" -> event = value;
      case "data" -> {
        data.append(hasData ? "\n" : "").append(value);
        hasData = true;
      }
      default -> { }
    }
  }

  private void dispatch() {
    if (hasData) {
      ServerSentEvent whole = new ServerSentEvent(event, data.toString());
      data.setLength(0);
      hasData = false;
      try {
        listener.onEvent(whole, context);
      } catch (RuntimeException broken) {
        cancellation.cancel("the listener failed");
        listener.onError(broken);
      }
    }
    event = null;
  }

  @Override
  public void end() {
    if (unstreamed) {
      UnstreamedAnswer.asChunk(rest.toString()).ifPresent(chunk -> {
        data.append(chunk);
        hasData = true;
      });
    } else if (rest.length() > 0) {
      line(rest, 0, rest.length());
    }
    takeBack.run();
    if (parser instanceof DefaultServerSentEventParser) {
      dispatch();
    }
    if (cancellation.isCancelled()) {
      listener.onError(new LangChain4jException("the call was cancelled"));
    } else {
      listener.onClose();
    }
  }

  @Override
  public void fail(Throwable cause) {
    takeBack.run();
    listener.onError(cause);
  }
}
