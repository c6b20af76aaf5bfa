package io.roundhouse.protocols.mcp;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.Strangers;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Lines over standard input, of both eras: each gets at most one answer, in JSON and with a code, and the next line is read. */
class StdioFuzzTest {

  private static final BlockingQueue<String> LINES = new LinkedBlockingQueue<>();
  private static House house;
  private static PipedOutputStream toUs;
  private static Future<Void> served;
  private static int asked;

  @BeforeAll
  static void open() throws IOException {
    house = House.open();
    toUs = new PipedOutputStream();
    served = McpStdio.serve(house.runtime, McpOptions.ofDefaults(), McpOffer.ofDefaults(), house.meters,
        new PipedInputStream(toUs, 1 << 20), new Cut());
  }

  @AfterAll
  static void close() throws IOException {
    toUs.close();
    await(served);
    house.close();
  }

  @FuzzTest
  void answersWhateverComesWithACodeAndReadsOn(byte[] input) throws Exception {
    String last = "fuzz-" + asked++;
    String goodbye = "\n{\"jsonrpc\":\"2.0\",\"id\":\"" + last + "\",\"method\":\"server/discover\",\"params\":{\"_meta\":{"
        + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}}}\n";

    toUs.write(input);
    toUs.write(goodbye.getBytes(StandardCharsets.UTF_8));
    toUs.flush();

    JsonNode message;
    do {
      String line = LINES.poll(20, TimeUnit.SECONDS);
      assertThat(line).as("the next line is read").isNotNull();
      message = House.json(line);
      Strangers.assertGoodAnswer(new String(input, StandardCharsets.UTF_8), message);
    } while (!message.path("id").asText().equals(last));
    assertThat(message.has("result")).isTrue();
  }

  /** Hears what we write, line by line. */
  private static final class Cut extends OutputStream {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public void write(int next) {
      if (next == '\n') {
        LINES.add(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(next);
      }
    }
  }
}
