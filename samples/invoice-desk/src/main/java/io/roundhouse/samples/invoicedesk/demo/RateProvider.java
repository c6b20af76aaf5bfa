package io.roundhouse.samples.invoicedesk.demo;

import io.roundhouse.samples.invoicedesk.rates.RateServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The provider of market rates as a process of its own, which can be killed and started again at the same address. Thread-safe. */
final class RateProvider implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(2);

  private final Path log;
  private final URI url;
  private Process process;
  private boolean closed;

  private RateProvider(Path log, Process process, URI url) {
    this.log = log;
    this.process = process;
    this.url = url;
  }

  /** Starts the process on a free port; what it has to complain about goes to {@code log}. */
  static RateProvider start(Path log) {
    Process process = launch(log, 0);
    return new RateProvider(log, process, address(process, log));
  }

  URI url() {
    return url;
  }

  synchronized long pid() {
    return process.pid();
  }

  /** Ends the process as the system would: without a chance to say anything. */
  synchronized void kill() {
    process.destroyForcibly();
  }

  /** Starts a new process at the old address, unless the provider was closed meanwhile. */
  void startAgain() {
    Process next;
    synchronized (this) {
      if (closed) {
        return;
      }
      next = launch(log, url.getPort());
      process = next;
    }
    address(next, log);
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      process.getOutputStream().close();
      if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException gone) {
      process.destroyForcibly();
    } catch (InterruptedException hurry) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Process launch(Path log, int port) {
    try {
      return new ProcessBuilder(ChildJava.command(RateServer.class, Integer.toString(port)))
          .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    } catch (IOException failure) {
      throw new DemoException("the process of the rate provider cannot be started (%s)".formatted(failure.getMessage()), failure);
    }
  }

  private static URI address(Process process, Path log) {
    CompletableFuture<String> line = new CompletableFuture<>();
    Thread.ofVirtual().name("rate-provider-address").start(() -> {
      try {
        String first = process.inputReader().readLine();
        line.complete(first == null ? "" : first);
      } catch (IOException broken) {
        line.complete("");
      }
    });
    try {
      String address = line.get(START.toSeconds(), TimeUnit.SECONDS);
      if (address.startsWith("http://")) {
        return URI.create(address);
      }
    } catch (ExecutionException | TimeoutException silent) {
      process.destroyForcibly();
    } catch (InterruptedException hurry) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    throw new DemoException("the rate provider did not start; %s says why".formatted(log));
  }
}
