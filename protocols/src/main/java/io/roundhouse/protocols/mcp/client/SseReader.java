package io.roundhouse.protocols.mcp.client;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of server-sent events into the data of its events, and keeps what is needed to take the stream up again; comments
 * and names are skipped. Not thread-safe.
 */
final class SseReader implements Handler<Buffer> {

  private static final int MAX_EVENT_BYTES = 16 << 20;
  private static final int MAX_ID_LENGTH = 4_096;
  private static final long LONGEST_RETRY_MILLIS = 60_000;

  private final Consumer<Buffer> onData;
  private final Runnable onOverflow;
  private Buffer line = Buffer.buffer();
  private Buffer data = Buffer.buffer();
  private boolean afterReturn;
  private @Nullable String lastEventId;
  private long retryMillis = -1;

  SseReader(Consumer<Buffer> onData, Runnable onOverflow) {
    this.onData = onData;
    this.onOverflow = onOverflow;
  }

  /** The id of the last event that had one. */
  @Nullable String lastEventId() {
    return lastEventId;
  }

  /** How long the server wants to be left alone before the stream is taken up again; negative if it did not say. */
  long retryMillis() {
    return retryMillis;
  }

  @Override
  public void handle(Buffer chunk) {
    int begin = 0;
    for (int i = 0; i < chunk.length(); i++) {
      byte next = chunk.getByte(i);
      if (next == '\n' && afterReturn) {
        begin = i + 1;
      } else if (next == '\n' || next == '\r') {
        line.appendBuffer(chunk, begin, i - begin);
        begin = i + 1;
        endOfLine();
      }
      afterReturn = next == '\r';
    }
    line.appendBuffer(chunk, begin, chunk.length() - begin);
    if (line.length() + data.length() > MAX_EVENT_BYTES) {
      line = Buffer.buffer();
      data = Buffer.buffer();
      onOverflow.run();
    }
  }

  private void endOfLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line = Buffer.buffer();
    if (text.isEmpty()) {
      Buffer event = data;
      data = Buffer.buffer();
      if (event.length() > 0) {
        onData.accept(event);
      }
      return;
    }
    int colon = text.indexOf(':');
    String value = colon < 0 ? "" : text.substring(text.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
    switch (colon < 0 ? text : text.substring(0, colon)) {
      case "data" -> {
        if (data.length() > 0) {
          data.appendByte((byte) '\n');
        }
        data.appendString(value);
      }
      case "id" -> {
        if (value.length() <= MAX_ID_LENGTH && value.chars().allMatch(c -> c >= ' ' && c != 127)) {
          lastEventId = value;
        }
      }
      case "retry" -> {
        if (value.matches("\\d{1,9}")) {
          retryMillis = Math.min(Long.parseLong(value), LONGEST_RETRY_MILLIS);
        }
      }
      default -> afterReturn = false;
    }
  }
}
