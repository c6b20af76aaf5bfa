package io.roundhouse.samples.invoicedesk.demo;

import io.roundhouse.toolgraph.health.BreakerState;
import java.time.Duration;

/**
 * What goes wrong on purpose: after a quarter of the invoices the process of the ledger is killed, after half of them that of the rate
 * provider. The last few invoices wait until both are back, so that they show the breakers closing.
 */
final class Outages {
  private static final Duration RATES_DOWN = Duration.ofMillis(1_500);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int LAST = 8;

  private final Desk desk;
  private final Story story;
  private final Stop stop;
  private final int invoices;

  Outages(Desk desk, Story story, Stop stop, int invoices) {
    this.desk = desk;
    this.story = story;
    this.stop = stop;
    this.invoices = invoices;
  }

  /** Does what is due before invoice number {@code arrival}, counted from 1, arrives. */
  void before(int arrival) {
    if (arrival == invoices / 4 + 1) {
      killLedger();
    } else if (arrival == invoices / 2 + 1) {
      killRates();
    } else if (arrival > invoices - LAST) {
      awaitRecovery();
    }
  }

  private void killLedger() {
    long pid = desk.ledger().pid().orElse(-1);
    ProcessHandle.of(pid).ifPresent(process -> {
      process.destroyForcibly();
      story.tell("killed the ledger: process %d (SIGKILL)".formatted(pid));
      Thread.ofVirtual().name("ledger-watch").start(() -> {
        if (stop.until(() -> desk.ledger().isConnected() && desk.ledger().pid().orElse(pid) != pid, PATIENCE)) {
          story.tell("the ledger is back: process %d".formatted(desk.ledger().pid().orElse(-1)));
        }
      });
    });
  }

  private void killRates() {
    long pid = desk.rates().pid();
    desk.rates().kill();
    story.tell("killed the rate provider: process %d (SIGKILL)".formatted(pid));
    Thread.ofVirtual().name("rates-restart").start(() -> {
      if (!stop.within(RATES_DOWN)) {
        desk.rates().startAgain();
        story.tell("started the rate provider again: process %d".formatted(desk.rates().pid()));
      }
    });
  }

  private void awaitRecovery() {
    if (!isRecovered()) {
      story.tell("the last invoices wait until everything is back");
      if (!stop.until(this::isRecovered, PATIENCE) && !stop.isAsked()) {
        throw new DemoException("the ledger or the rate provider did not come back within %d s; start the demo again to go on"
            .formatted(PATIENCE.toSeconds()));
      }
    }
  }

  private boolean isRecovered() {
    return desk.ledger().isConnected() && desk.market().isConnected()
        && desk.breaker("post") != BreakerState.OPEN && desk.breaker("rate") != BreakerState.OPEN;
  }
}
