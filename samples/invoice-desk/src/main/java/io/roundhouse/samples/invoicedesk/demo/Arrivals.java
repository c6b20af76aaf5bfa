package io.roundhouse.samples.invoicedesk.demo;

import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.samples.invoicedesk.files.DurableFile;
import io.roundhouse.samples.invoicedesk.invoices.InvoiceFile;
import io.roundhouse.samples.invoicedesk.invoices.InvoiceSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets the files arrive in the inbox one after the other and gives each to the desk, at most {@value #AT_ONCE} at a time. */
final class Arrivals {
  private static final int AT_ONCE = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Semaphore places = new Semaphore(AT_ONCE);
  private final AgentRuntime runtime;
  private final Path inbox;
  private final Duration pace;
  private final Story story;
  private final Stop stop;

  Arrivals(AgentRuntime runtime, Path inbox, Duration pace, Story story, Stop stop) {
    this.runtime = runtime;
    this.inbox = inbox;
    this.pace = pace;
    this.story = story;
    this.stop = stop;
  }

  /** Brings in all files but the {@code finished} ones and waits until the desk is done with them, or somebody wants to end. */
  void bringIn(InvoiceSet invoices, Set<String> finished, Outages outages) {
    int arrival = 0;
    for (InvoiceFile file : invoices.files()) {
      arrival++;
      if (finished.contains(file.name())) {
        continue;
      }
      outages.before(arrival);
      if (!take(1)) {
        return;
      }
      bringIn(file);
      if (stop.within(pace)) {
        return;
      }
    }
    take(AT_ONCE);
  }

  private void bringIn(InvoiceFile file) {
    Path path = inbox.resolve(file.name());
    if (!Files.exists(path)) {
      DurableFile.write(path, file.bytes());
    }
    story.arrived();
    runtime.start(Books.request(file.name())).compose(run -> run.result()).onComplete(ended -> places.release());
  }

  private boolean take(int count) {
    try {
      long waits = PATIENCE.dividedBy(Duration.ofMillis(100));
      for (long i = 0; i < waits && !stop.isAsked(); i++) {
        if (places.tryAcquire(count, 100, TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return false;
    }
    if (stop.isAsked()) {
      return false;
    }
    throw new DemoException("the desk did not get on for %d minutes; start the demo again to go on".formatted(PATIENCE.toMinutes()));
  }
}
