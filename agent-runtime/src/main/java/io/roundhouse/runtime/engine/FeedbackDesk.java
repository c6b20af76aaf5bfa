package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.DeskRouting;
import io.roundhouse.runtime.Feedback;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.ModelRouting;
import io.roundhouse.runtime.ModelUse;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what people think of runs: keeps it beside the run's log, then lets routing learn from it. Thread-safe. */
final class FeedbackDesk {

  private static final Logger LOG = LoggerFactory.getLogger(AgentRuntime.class);

  private final LocalRuntime host;

  FeedbackDesk(LocalRuntime host) {
    this.host = host;
  }

  /** Says whether there is such a run. The first score for a run is learned from at once; a later one replaces it in the record only. */
  Future<Boolean> take(RunId run, Feedback feedback) {
    return host.journal().read(run).compose(entries -> {
      if (entries.isEmpty()) {
        return Future.succeededFuture(false);
      }
      return host.journal().notes().get(Feedback.SHELF, run.value()).compose(before ->
          host.journal().notes().put(Feedback.SHELF, run.value(), document(feedback, host.clock()))
              .compose(kept -> before.isPresent() ? Future.succeededFuture() : learn(run, entries, feedback))
              .map(done -> true));
    });
  }

  /** The first desk that sent the request to somebody. */
  private Optional<DeskRouting> desk(List<JournalEntry> entries) {
    Map<String, String> asked = new HashMap<>();
    for (JournalEntry entry : entries) {
      if (entry.event() instanceof RunEvent.AgentStarted started) {
        asked.put(started.callId(), started.agent());
      } else if (entry.event() instanceof RunEvent.Routed routed && !routed.parent().isEmpty()) {
        return Optional.ofNullable(asked.get(routed.parent())).flatMap(host::desk);
      }
    }
    return Optional.empty();
  }

  private static long micros(List<JournalEntry> entries) {
    return entries.stream().map(JournalEntry::event).filter(RunEvent.ModelAnswered.class::isInstance)
        .mapToLong(event -> ((RunEvent.ModelAnswered) event).micros()).sum();
  }

  static ObjectNode document(Feedback feedback, Clock clock) {
    return JsonNodeFactory.instance.objectNode()
        .put("score", feedback.score())
        .put("by", feedback.by())
        .put("comment", feedback.comment())
        .put("at", clock.instant().toString());
  }

  /** What cannot be learned is kept all the same, for training. */
  private Future<Void> learn(RunId run, List<JournalEntry> entries, Feedback feedback) {
    return host.vertx().executeBlocking(() -> {
      Optional<ModelRouting> routing = host.modelRouting();
      Optional<ModelUse> use = routing.isEmpty() ? Optional.empty() : ModelUses.of(entries);
      if (routing.isPresent() && use.isPresent()) {
        routing.get().learn(use.get(), feedback.score());
      }
      desk(entries).ifPresent(desk -> desk.learn(feedback.score(), micros(entries),
          Duration.between(entries.getFirst().at(), entries.getLast().at())));
      return true;
    }, false).otherwise(cause -> {
      LOG.warn("nothing was learned from the feedback on run {}", run, cause);
      return false;
    }).mapEmpty();
  }
}
