package io.roundhouse.protocols.mcp.client;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts a stream of server-sent events into the data of its events; comments, names and ids are skipped. Not thread-safe. */
final class SseReader implements Handler<Buffer> {

  private static final int MAX_EVENT_BYTES = 16 << 20;

  private final Consumer<Buffer> onData;
  private final Runnable onOverflow;
  private Buffer line = Buffer.buffer();
  private Buffer data = Buffer.buffer();
  private boolean afterReturn;

  SseReader(Consumer<Buffer> onData, Runnable onOverflow) {
    this.onData = onData;
    this.onOverflow = onOverflow;
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
    } else if (text.startsWith("data:")) {
      if (data.length() > 0) {
        data.appendByte((byte) '\n');
      }
      data.appendString(text.startsWith("data: ") ? text.substring(6) : text.substring(5));
    }
  }
}
