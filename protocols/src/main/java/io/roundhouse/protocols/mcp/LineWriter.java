package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes messages to a stream, one per line, in order, without making anybody wait: bounded in what waits. Thread-safe. */
final class LineWriter implements Outlet {

  private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);
  private static final int MOST_WAITING = 10_000;

  private final OutputStream output;
  private final ExecutorService writer = new ThreadPoolExecutor(
      1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), Thread.ofPlatform().daemon().name("mcp-stdio-writer").factory());

  LineWriter(OutputStream output) {
    this.output = output;
  }

  @Override
  public Future<Void> send(ObjectNode message) {
    Promise<Void> written = Promise.promise();
    byte[] line = (message + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      writer.execute(() -> write(line, written));
    } catch (RejectedExecutionException e) {
      LOG.warn("the client does not read; a message is lost");
      written.fail(e);
    }
    return written.future();
  }

  @Override
  public void close() {
    // The stream carries the answers to other requests as well.
  }

  /** Succeeds once everything that was sent before is written; nothing may be sent after it. */
  Future<Void> end() {
    Promise<Void> done = Promise.promise();
    try {
      writer.execute(done::complete);
    } catch (RejectedExecutionException e) {
      done.complete();
    }
    writer.shutdown();
    return done.future();
  }

  private void write(byte[] line, Promise<Void> written) {
    try {
      output.write(line);
      output.flush();
      written.complete();
    } catch (IOException e) {
      written.fail(e);
    }
  }
}
