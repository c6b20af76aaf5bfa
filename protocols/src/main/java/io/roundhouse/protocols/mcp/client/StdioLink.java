package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server in a process of ours, one message per line. Its pipes block, so three threads of its own wait for them. */
final class StdioLink implements Link {

  private static final Logger LOG = LoggerFactory.getLogger(StdioLink.class);
  private static final int MAX_LINE_BYTES = 16 << 20;
  private static final int MAX_WAITING_MESSAGES = 10_000;
  private static final Buffer END = Buffer.buffer();
  private static final Duration GRACE = Duration.ofSeconds(2);
  /** The end of a process and the end of its output show at about the same time; together they tell more. */
  private static final Duration LAST_WORDS = Duration.ofMillis(20);

  private final Vertx vertx;
  private final Context context;
  private final String server;
  private final Process process;
  private final Events events;
  private final BlockingQueue<Buffer> outgoing = new LinkedBlockingQueue<>(MAX_WAITING_MESSAGES);
  private final AtomicBoolean lost = new AtomicBoolean();

  private StdioLink(Vertx vertx, Context context, String server, Process process, Events events) {
    this.vertx = vertx;
    this.context = context;
    this.server = server;
    this.process = process;
    this.events = events;
  }

  /** Starts the process; the future fails with an {@link McpServerException} if there is no such command. */
  static Future<Link> start(Vertx vertx, Context context, String server, McpTransport.Stdio transport, Events events) {
    List<String> command = new ArrayList<>(List.of(transport.command()));
    command.addAll(transport.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(transport.environment());
    if (transport.directory() != null) {
      builder.directory(transport.directory().toFile());
    }
    return vertx.executeBlocking(() -> {
      try {
        return builder.start();
      } catch (IOException e) {
        throw new McpServerException("its command '" + transport.command() + "' cannot be started; check the path and the directory");
      }
    }, false).map(process -> {
      StdioLink link = new StdioLink(vertx, context, server, process, events);
      link.attend();
      return link;
    });
  }

  @Override
  public void send(ObjectNode message, Map<String, String> headers) {
    if (!outgoing.offer(McpConnection.JSON.write(message)) && message.has("id") && message.has("method")) {
      events.unanswered(message.get("id"), CallFault.notSent(
          FailureClass.OUTAGE, "server '" + server + "' does not read: " + MAX_WAITING_MESSAGES + " messages wait for it"));
    }
  }

  @Override
  public boolean abandon(JsonNode id) {
    return false;
  }

  @Override
  public boolean hasHeaders() {
    return false;
  }

  @Override
  public void agreed(String revision) {
    // A pipe carries no headers.
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.of(process.pid());
  }

  @Override
  public Future<Void> close() {
    lost.set(true);
    if (!outgoing.offer(END)) {
      process.destroy();
    }
    long term = vertx.setTimer(GRACE.toMillis(), late -> process.destroy());
    long kill = vertx.setTimer(2 * GRACE.toMillis(), late -> {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    });
    return Future.fromCompletionStage(process.onExit(), context).<Void>mapEmpty().onComplete(done -> {
      vertx.cancelTimer(term);
      vertx.cancelTimer(kill);
    });
  }

  private void attend() {
    thread("out", this::read);
    thread("in", this::write);
    thread("err", this::log);
    Future.fromCompletionStage(process.onExit(), context).onSuccess(exit -> ended("its process ended"));
  }

  private void thread(String pipe, Runnable work) {
    Thread.ofPlatform().daemon().name("mcp-" + server + "-" + pipe).start(work);
  }

  private void read() {
    try (InputStream in = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next != '\n') {
          line.write(next);
        } else {
          received(Buffer.buffer(line.toByteArray()));
          line.reset();
        }
        if (line.size() > MAX_LINE_BYTES) {
          lose("it sent a line of more than " + MAX_LINE_BYTES + " bytes");
          return;
        }
      }
      ended("it closed its output");
    } catch (IOException e) {
      ended("its output cannot be read");
    }
  }

  private void received(Buffer line) {
    if (line.toString(StandardCharsets.UTF_8).isBlank()) {
      return;
    }
    try {
      JsonNode message = McpConnection.JSON.parse(line);
      context.runOnContext(on -> events.message(message, null));
    } catch (Refusal e) {
      LOG.warn("server '{}' wrote a line that is no message to its standard output: {}", server, e.sentence());
    }
  }

  private void write() {
    try (OutputStream out = process.getOutputStream()) {
      for (Buffer next = outgoing.take(); next.length() > 0; next = outgoing.take()) {
        out.write(next.getBytes());
        out.write('\n');
        if (outgoing.isEmpty()) {
          out.flush();
        }
      }
    } catch (IOException e) {
      ended("it does not take input any more");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void log() {
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = err.readLine(); line != null; line = err.readLine()) {
        LOG.info("server '{}' says: {}", server, line);
      }
    } catch (IOException e) {
      LOG.debug("the error output of server '{}' ended", server);
    }
  }

  private void ended(String asFarAsWeSee) {
    try {
      vertx.setTimer(LAST_WORDS.toMillis(), due -> lose(process.isAlive()
          ? asFarAsWeSee
          : "its process " + process.pid() + " ended with code " + process.exitValue()));
    } catch (RejectedExecutionException closed) {
      LOG.debug("server '{}' ended when nobody was left to tell", server);
    }
  }

  private void lose(String why) {
    if (lost.compareAndSet(false, true)) {
      context.runOnContext(on -> events.lost(why, false));
    }
  }
}
