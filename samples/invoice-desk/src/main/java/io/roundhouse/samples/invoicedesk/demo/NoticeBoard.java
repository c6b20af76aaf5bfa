package io.roundhouse.samples.invoicedesk.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Receives the notices that the desk sends, as some other company's web hook would; a repetition is dropped. Thread-safe. */
final class NoticeBoard implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();

  private NoticeBoard(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/notices", this::receive);
    server.start();
  }

  /** Listens on a free port of 127.0.0.1. */
  static NoticeBoard start() {
    try {
      return new NoticeBoard(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException failure) {
      throw new DemoException("no port is free for the web hook (%s)".formatted(failure.getMessage()), failure);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:%d/notices".formatted(server.getAddress().getPort()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      boolean wrong = key == null || !exchange.getRequestMethod().equals("POST");
      int status = wrong ? 400 : keys.add(key) ? 201 : 200;
      exchange.sendResponseHeaders(status, -1);
    }
  }
}
