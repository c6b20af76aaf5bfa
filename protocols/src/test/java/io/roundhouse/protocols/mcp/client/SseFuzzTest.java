package io.roundhouse.protocols.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Event streams of servers: what is read does not depend on where the network cuts them. */
class SseFuzzTest {

  private record Read(List<String> events, String lastEventId, long retryMillis) {}

  @FuzzTest
  void readsTheSameEventsWhereverTheStreamIsCut(byte[] input) {
    Read whole = read(input, Math.max(1, input.length));
    int cut = input.length == 0 ? 1 : 1 + (input[0] & 0x0f);

    assertThat(read(input, cut)).isEqualTo(whole);
    assertThat(read(input, 1)).isEqualTo(whole);
    assertThat(whole.retryMillis()).isBetween(-1L, 60_000L);
    assertThat(whole.events()).noneMatch(String::isEmpty);
    if (whole.lastEventId() != null) {
      assertThat(whole.lastEventId().chars()).as("goes into a header").allMatch(c -> c >= ' ' && c != 127);
    }
  }

  private static Read read(byte[] input, int size) {
    List<String> events = new ArrayList<>();
    SseReader reader = new SseReader(data -> events.add(data.toString()), () -> {
      throw new AssertionError("too long");
    });
    for (int at = 0; at < input.length; at += size) {
      reader.handle(Buffer.buffer(input).getBuffer(at, Math.min(input.length, at + size)));
    }
    return new Read(events, reader.lastEventId(), reader.retryMillis());
  }
}
