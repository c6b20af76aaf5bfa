package io.roundhouse.samples.invoicedesk.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.samples.invoicedesk.queue.QueuedEntry;
import java.time.Duration;
import java.util.List;

/**
 * Takes entries from the queue to the ledger once it is back. An entry leaves the queue only when the ledger has it; if the process
 * dies in between it is posted again with the same key, which the ledger recognises.
 */
final class Reconciler {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration ONE_POSTING = Duration.ofSeconds(30);

  private final ObjectMapper json = new ObjectMapper();
  private final Desk desk;
  private final Story story;
  private final Stop stop;

  Reconciler(Desk desk, Story story, Stop stop) {
    this.desk = desk;
    this.story = story;
    this.stop = stop;
  }

  /** Works in the background until somebody wants to end. */
  void start() {
    Thread.ofVirtual().name("reconciler").start(() -> {
      while (!stop.within(LOOK_AGAIN)) {
        reconcile();
      }
    });
  }

  private void reconcile() {
    if (!desk.ledger().isConnected()) {
      return;
    }
    List<QueuedEntry> waiting = desk.queue().waiting();
    int posted = 0;
    for (QueuedEntry queued : waiting) {
      if (stop.isAsked() || !post(queued)) {
        break;
      }
      desk.queue().remove(queued.entry().key());
      posted++;
    }
    if (posted > 0) {
      story.tell("the ledger took %d of %d queued entries".formatted(posted, waiting.size()));
    }
  }

  private boolean post(QueuedEntry queued) {
    RunRequest request = RunRequest.tool("ledger.post", json.valueToTree(queued.entry())).withCaller("reconciler");
    return Waiting.on(desk.runtime().start(request).compose(run -> run.result()), ONE_POSTING) instanceof RunResult.Completed;
  }
}
