package io.roundhouse.samples.invoicedesk.demo;

import java.util.concurrent.CountDownLatch;

/** Ends the desk in good order, once: after the summary, or when the process is asked to end. Thread-safe. */
final class Closing {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Desk desk;
  private final Stop stop;
  private final Screen screen;
  private volatile boolean finished;
  private boolean begun;

  private Closing(Desk desk, Stop stop, Screen screen) {
    this.desk = desk;
    this.stop = stop;
    this.screen = screen;
  }

  /** Closes when the process ends, for whatever reason but SIGKILL. */
  static Closing onExit(Desk desk, Stop stop, Screen screen) {
    Closing closing = new Closing(desk, stop, screen);
    Runtime.getRuntime().addShutdownHook(new Thread(closing::asked, "demo-close"));
    return closing;
  }

  /** Waits until the process is asked to end, and everything is closed. */
  int await() {
    try {
      closed.await();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  /** Notes that nothing is left to go on with. */
  void finished() {
    finished = true;
  }

  void now() {
    if (begin()) {
      close();
    }
  }

  private void asked() {
    if (begin()) {
      screen.change("");
      screen.line(finished ? "Closing." : "Closing; the same command goes on with what is unfinished.");
      close();
    }
  }

  private synchronized boolean begin() {
    boolean first = !begun;
    begun = true;
    return first;
  }

  private void close() {
    stop.ask();
    try {
      desk.close();
    } catch (IllegalStateException late) {
      screen.line("Closed in the middle of work: " + late.getMessage() + ".");
    } finally {
      closed.countDown();
    }
  }
}
