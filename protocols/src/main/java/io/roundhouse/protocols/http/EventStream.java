package io.roundhouse.protocols.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events to one client. Thread-safe; events keep the order of the calls of one thread.
 *
 * <p>A client that does not read is disconnected once more than the bound waits for it, so that it costs us nothing more. While
 * nothing else is sent, a comment goes out now and then to keep proxies from closing the connection.
 */
public final class EventStream {

  private final ContextInternal context;
  private final Vertx vertx;
  private final HttpServerResponse response;
  private final int maxWaitingBytes;
  private final Promise<Void> closed = Promise.promise();
  private final long keepAliveTimer;
  private long waitingBytes;
  private boolean quiet = true;
  private final Runnable uncount;
  private boolean ended;

  private EventStream(RoutingContext routing, Duration keepAlive, int maxWaitingBytes, Runnable uncount) {
    this.uncount = uncount;
    this.vertx = routing.vertx();
    this.context = (ContextInternal) vertx.getOrCreateContext();
    this.response = routing.response();
    this.maxWaitingBytes = maxWaitingBytes;
    this.keepAliveTimer = vertx.setPeriodic(keepAlive.toMillis(), id -> keepAlive());
  }

  /**
   * Begins the stream: writes status 200 and the headers. Must be called on the request's event loop; throws a {@link Refusal} if the
   * client has too many streams open.
   *
   * @param keepAlive how often a silent stream says that it lives
   * @param maxWaitingBytes how much may wait for a slow client
   */
  public static EventStream open(RoutingContext routing, Duration keepAlive, int maxWaitingBytes) {
    Runnable uncount = StreamQuota.open(routing);
    HttpServerResponse response = routing.response();
    response.setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-cache, no-transform")
        .putHeader("X-Accel-Buffering", "no");
    EventStream stream = new EventStream(routing, keepAlive, maxWaitingBytes, uncount);
    routing.addEndHandler(ended -> stream.finish());
    response.writeHead();
    return stream;
  }

  /** Sends one event; the future fails if the stream has ended or ends before the event is written. */
  public Future<Void> send(@Nullable String id, String data) {
    StringBuilder event = new StringBuilder(data.length() + 64);
    if (id != null) {
      event.append("id: ").append(id).append('\n');
    }
    event.append("event: message\n");
    data.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
    return write(event.append('\n').toString());
  }

  /** Tells the client from where to go on if it loses this stream, and how long to wait before it comes back. */
  public Future<Void> prime(String id, long retryMillis) {
    return write("id: " + id + "\nretry: " + retryMillis + "\ndata: \n\n");
  }

  /** Sends one event that has data and nothing else. */
  public Future<Void> sendData(String data) {
    return write("data: " + data.replace("\n", "\ndata: ") + "\n\n");
  }

  /** Ends the stream after what was sent before. */
  public void close() {
    context.runOnContext(on -> {
      if (!ended) {
        response.end();
        finish();
      }
    });
  }

  /** Succeeds once the stream has ended, by either side. */
  public Future<Void> closed() {
    return closed.future();
  }

  private Future<Void> write(String text) {
    Buffer bytes = Buffer.buffer(text);
    Promise<Void> written = Promise.promise();
    if (context.inThread()) {
      writeHere(bytes, written);
    } else {
      context.runOnContext(on -> writeHere(bytes, written));
    }
    return written.future();
  }

  private void writeHere(Buffer bytes, Promise<Void> written) {
    if (ended) {
      written.fail(gone());
      return;
    }
    waitingBytes += bytes.length();
    if (waitingBytes > maxWaitingBytes) {
      written.fail(gone());
      finish();
      response.reset();
      return;
    }
    quiet = false;
    response.write(bytes).onComplete(done -> {
      waitingBytes -= bytes.length();
      written.handle(done);
    });
  }

  private void keepAlive() {
    if (quiet) {
      write(": still here\n\n");
    }
    quiet = true;
  }

  private void finish() {
    if (!ended) {
      ended = true;
      vertx.cancelTimer(keepAliveTimer);
      uncount.run();
      closed.complete();
    }
  }

  private static Refusal gone() {
    return Refusal.of(499, "client-gone", "The client no longer reads this stream.");
  }
}
