package io.roundhouse.protocols.mcp;

import io.micrometer.core.instrument.MeterRegistry;
import io.roundhouse.runtime.AgentRuntime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the catalog to one MCP client over a pair of streams, one message per line, in all revisions: how desktop clients talk to
 * programs that they start. Used once.
 */
public final class McpStdio {

  /** The longest line that is read; a longer one is refused and skipped. */
  static final int LONGEST_LINE = 4 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(McpStdio.class);

  private final McpCore core;
  private final Context context;
  private final StdioSession session;

  private McpStdio(AgentRuntime runtime, McpOptions options, McpOffer offer, MeterRegistry meters, OutputStream output) {
    this.core = new McpCore(runtime, options, offer, meters);
    this.context = runtime.vertx().getOrCreateContext();
    this.session = new StdioSession(runtime.vertx(), core, new LineWriter(output));
  }

  /**
   * Serves until the input ends or the client no longer reads.
   *
   * @return succeeds once what was answered is written; the calls under way then are cancelled
   */
  public static Future<Void> serve(
      AgentRuntime runtime, McpOptions options, McpOffer offer, MeterRegistry meters, InputStream input, OutputStream output) {
    McpStdio stdio = new McpStdio(runtime, options, offer, meters, output);
    Promise<Void> ended = Promise.promise();
    Thread.ofPlatform().daemon().name("mcp-stdio-reader").start(() -> stdio.read(input, ended));
    return ended.future();
  }

  private void read(InputStream input, Promise<Void> ended) {
    try (BufferedInputStream lines = new BufferedInputStream(input)) {
      for (byte[] line = line(lines); line != null; line = line(lines)) {
        byte[] text = line;
        context.runOnContext(on -> session.take(text));
      }
    } catch (IOException e) {
      LOG.warn("the client's input broke: {}", e.getMessage());
    }
    context.runOnContext(on -> {
      core.close();
      session.close().onComplete(ended);
    });
  }

  /** The next line; one that is too long yields as much as shows that; null at the end. */
  private static byte @Nullable [] line(InputStream input) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = input.read();
    if (next < 0) {
      return null;
    }
    for (; next >= 0 && next != '\n'; next = input.read()) {
      if (line.size() <= LONGEST_LINE) {
        line.write(next);
      }
    }
    return line.toByteArray();
  }
}
