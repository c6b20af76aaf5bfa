package io.roundhouse.samples.invoicedesk.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunObserver;
import io.roundhouse.toolgraph.health.BreakerState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happens while it happens: processes that go and come, reroutes, breakers, rejections, and a running count. The counts are
 * for watching only; the summary is read from the journal. Thread-safe: everything is told by one thread, in order.
 */
final class Story implements RunObserver, AutoCloseable {
  private static final Set<String> WATCHED = Set.of("post", "rate", "notify-webhook");
  private static final int COUNT_EVERY = 11;
  private static final int WIDTH = 130;

  private final ExecutorService teller = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("story").factory());
  private final long begun = System.nanoTime();
  private final Screen screen;
  private final int invoices;
  private final Map<String, BreakerState> breakers = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private @Nullable Function<String, BreakerState> health;
  private int arrived;
  private int posted;
  private int rejected;
  private int queued;
  private int reroutes;

  Story(Screen screen, int invoices) {
    this.screen = screen;
    this.invoices = invoices;
  }

  /** Tells one sentence. */
  void tell(String sentence) {
    later(() -> print(sentence));
  }

  /** Begins to watch the breakers. */
  void watch(Function<String, BreakerState> breakerOfStep) {
    later(() -> health = breakerOfStep);
  }

  /** Counts what an earlier process finished. */
  void begin(int before, int postedBefore, int rejectedBefore) {
    later(() -> {
      arrived = before;
      posted = postedBefore;
      rejected = rejectedBefore;
    });
  }

  /** Counts an arrival. */
  void arrived() {
    later(() -> {
      arrived++;
      count();
      if (!screen.isLive() && arrived % COUNT_EVERY == 0) {
        print(counts());
      }
    });
  }

  @Override
  public void onEvent(JournalEntry entry) {
    later(() -> {
      event(entry.event());
      WATCHED.forEach(this::breaker);
      count();
    });
  }

  /** Waits until everything is told. */
  @Override
  public void close() {
    teller.shutdown();
    try {
      if (!teller.awaitTermination(5, TimeUnit.SECONDS)) {
        teller.shutdownNow();
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    screen.change("");
  }

  /** After the summary nothing is told any more. */
  private void later(Runnable telling) {
    try {
      teller.execute(telling);
    } catch (RejectedExecutionException over) {
      // Somebody calls the server while it is only serving; that is not part of the story.
    }
  }

  private void event(RunEvent event) {
    switch (event) {
      case RunEvent.Rerouted e -> {
        reroutes++;
        once("reroute " + e.failedStep(), "rerouted " + change(e) + ": " + e.reason());
      }
      case RunEvent.Compensating e -> once("undo " + e.step(), "took back '%s' by '%s': %s".formatted(e.step(), e.undo(), e.reason()));
      case RunEvent.ToolSucceeded e when e.step().equals("queue") -> queued++;
      case RunEvent.ToolSucceeded e when e.step().equals("reference-rate") ->
          once("reference-rate", "the reference rates stand in for the market");
      case RunEvent.Completed e when e.data() != null && e.data().has("outcome") -> completed(e.data());
      case RunEvent.Escalated e -> print("a person has to look: " + e.question());
      case RunEvent.Failed e -> once("failed " + e.message(), "a run failed: " + e.message());
      default -> { }
    }
  }

  private void completed(JsonNode result) {
    if (result.path("outcome").asText().equals("rejected")) {
      rejected++;
      JsonNode rejection = result.path("rejection");
      print("rejected " + Reasons.of(rejection.path("file").asText(), rejection.path("reason").asText()));
    } else {
      posted++;
    }
  }

  private void breaker(String step) {
    if (health == null) {
      return;
    }
    BreakerState now = health.apply(step);
    BreakerState before = breakers.put(step, now);
    if (now != before && (before != null || now != BreakerState.CLOSED)) {
      print("breaker of '%s': %s".formatted(step, switch (now) {
        case OPEN -> before == BreakerState.HALF_OPEN ? "open again, it is still down" : "open, its stand-in is called at once";
        case HALF_OPEN -> "half-open, one invoice tries it";
        case CLOSED -> "closed again";
      }));
    }
  }

  private static String change(RunEvent.Rerouted e) {
    String added = e.to().stream().filter(step -> !e.from().contains(step)).collect(Collectors.joining(", "));
    return e.failedStep().isEmpty() ? "to " + added : e.failedStep() + " -> " + added;
  }

  private void once(String kind, String sentence) {
    if (told.add(kind)) {
      print(sentence);
    }
  }

  private void print(String sentence) {
    String line = "%6.1f s  %s".formatted((System.nanoTime() - begun) / 1e9, sentence);
    screen.line(line.length() > WIDTH ? line.substring(0, WIDTH - 3) + "..." : line);
  }

  private void count() {
    screen.change("          " + counts());
  }

  private String counts() {
    return "%d of %d arrived: %d posted (%d into the queue), %d rejected, %d reroutes".formatted(arrived, invoices, posted, queued,
        rejected, reroutes);
  }
}
