package io.roundhouse.protocols.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Feedback;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunSummary;
import io.roundhouse.runtime.journal.EventCodec;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * Answers {@code /runs} with the newest runs and {@code /runs/:id} with everything recorded about one and what it waits for. Whoever
 * had to say who they are sees the runs they asked for; with the scope {@link Principal#RUNS_ADMIN}, all.
 */
final class RunPages {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 1_000;

  private final AgentRuntime runtime;

  RunPages(AgentRuntime runtime) {
    this.runtime = runtime;
  }

  void newest(RoutingContext context) {
    Principal asks = Principal.of(context);
    int limit = limit(context);
    Future<List<RunSummary>> newest =
        asks.has(Principal.RUNS_ADMIN) ? runtime.journal().latest(limit) : runtime.journal().latest(limit, asks.name());
    newest.onComplete(
        runs -> Replies.json(context, 200, list(runs)), context::fail);
  }

  void trace(RoutingContext context) {
    String id = context.pathParam("id");
    if (id.isBlank() || id.length() > 128) {
      throw unknown();
    }
    runtime.trace(new RunId(id)).onComplete(
        entries -> {
          Principal asks = Principal.of(context);
          Optional<Run> underWay = runtime.run(new RunId(id));
          boolean seen = entries.isEmpty() ? underWay.isPresent() && asks.has(Principal.RUNS_ADMIN) : Runs.isSeenBy(asks, entries);
          if (!seen) {
            context.fail(unknown());
          } else {
            ObjectNode page = page(id, entries, underWay.map(Run::pending).orElse(List.of()));
            runtime.journal().notes().get(Feedback.SHELF, id).onComplete(
                said -> Replies.json(context, 200, said.map(feedback -> page.<ObjectNode>set("feedback", feedback)).orElse(page)),
                context::fail);
          }
        },
        context::fail);
  }

  private static int limit(RoutingContext context) {
    String given = context.request().getParam("limit");
    if (given == null) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(given);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same refusal as a number out of range.
    }
    throw Refusal.of(400, "bad-limit", "The parameter 'limit' must be a whole number from 1 to " + MAX_LIMIT + ".");
  }

  private static ObjectNode list(List<RunSummary> runs) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode all = page.putArray("runs");
    for (RunSummary run : runs) {
      all.addObject()
          .put("run", run.run().value())
          .put("kind", run.kind())
          .put("target", run.target())
          .put("key", run.key())
          .put("status", run.status())
          .put("acceptedAt", run.acceptedAt().toString())
          .put("endedAt", run.endedAt() == null ? null : run.endedAt().toString());
    }
    return page;
  }

  private static ObjectNode page(String id, List<JournalEntry> entries, List<InputRequest> pending) {
    ObjectNode page = JsonNodeFactory.instance.objectNode().put("run", id);
    ArrayNode all = page.putArray("entries");
    for (JournalEntry entry : entries) {
      ObjectNode line = all.addObject().put("seq", entry.seq()).put("at", entry.at().toString());
      line.setAll((ObjectNode) EventCodec.toJson(entry.event()));
    }
    ArrayNode waiting = page.putArray("pending");
    pending.forEach(question -> waiting.add(EventCodec.toJson(question)));
    return page;
  }

  private static Refusal unknown() {
    return Refusal.of(404, "unknown-run", "There is no recorded run with this id.");
  }
}
