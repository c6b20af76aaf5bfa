package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.Runs;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunSummary;
import io.roundhouse.runtime.journal.EventCodec;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs and their traces as resources: {@code roundhouse://runs/<id>} and {@code roundhouse://runs/<id>/trace}. A checked principal
 * sees its own runs only.
 */
final class RunResources implements ResourceSource {

  private static final String PREFIX = "roundhouse://runs/";
  private static final String TRACE = "/trace";
  private static final String JSON = "application/json";
  private static final int NEWEST = 100;
  private static final int MOST_VALUES = 100;

  private final AgentRuntime runtime;

  RunResources(AgentRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public Future<List<ObjectNode>> resources(Principal caller) {
    return visible(caller).map(runs -> runs.stream().map(RunResources::describe).toList());
  }

  @Override
  public Future<List<ObjectNode>> templates(Principal caller) {
    return Future.succeededFuture(List.of(
        template("{id}", "run", "A run", "What was asked, how it stands, and what came of it."),
        template("{id}" + TRACE, "run-trace", "The trace of a run", "Everything recorded about a run, in order.")));
  }

  @Override
  public Future<Optional<ObjectNode>> read(String uri, Principal caller) {
    if (!uri.startsWith(PREFIX)) {
      return Future.succeededFuture(Optional.empty());
    }
    String rest = uri.substring(PREFIX.length());
    boolean trace = rest.endsWith(TRACE);
    String id = trace ? rest.substring(0, rest.length() - TRACE.length()) : rest;
    if (id.isBlank() || id.length() > 128) {
      return Future.succeededFuture(Optional.empty());
    }
    return Runs.trace(runtime, caller, new RunId(id)).map(entries -> entries.isEmpty()
        ? Optional.empty()
        : Optional.of(contents(uri, trace ? trace(id, entries) : state(id, entries))));
  }

  @Override
  public Future<Optional<List<String>>> complete(String template, String variable, String value, Principal caller) {
    if (!template.startsWith(PREFIX) || !variable.equals("id")) {
      return Future.succeededFuture(Optional.empty());
    }
    return visible(caller).map(runs -> Optional.of(runs.stream()
        .map(run -> run.run().value())
        .filter(id -> id.startsWith(value))
        .limit(MOST_VALUES)
        .toList()));
  }

  @Override
  public Runnable watch(Watcher watcher) {
    return runtime.observe(entry -> {
      String uri = PREFIX + entry.run().value();
      watcher.updated(uri);
      watcher.updated(uri + TRACE);
      if (entry.event() instanceof RunEvent.Accepted || entry.event() instanceof RunEvent.End) {
        watcher.listChanged();
      }
    });
  }

  private Future<List<RunSummary>> visible(Principal caller) {
    return caller.has(Principal.RUNS_ADMIN) ? runtime.journal().latest(NEWEST) : runtime.journal().latest(NEWEST, caller.name());
  }

  private static ObjectNode describe(RunSummary run) {
    return JsonNodeFactory.instance.objectNode()
        .put("uri", PREFIX + run.run().value())
        .put("name", "run-" + run.run().value())
        .put("title", run.kind() + " " + run.target() + ": " + run.status())
        .put("mimeType", JSON);
  }

  private static ObjectNode template(String path, String name, String title, String description) {
    return JsonNodeFactory.instance.objectNode()
        .put("uriTemplate", PREFIX + path)
        .put("name", name)
        .put("title", title)
        .put("description", description)
        .put("mimeType", JSON);
  }

  private ObjectNode state(String id, List<JournalEntry> entries) {
    ObjectNode state = JsonNodeFactory.instance.objectNode().put("run", id);
    if (entries.get(0).event() instanceof RunEvent.Accepted accepted) {
      state.put("kind", accepted.kind()).put("target", accepted.target()).set("input", accepted.input());
      state.put("acceptedAt", entries.get(0).at().toString());
    }
    JournalEntry last = entries.get(entries.size() - 1);
    if (last.event() instanceof RunEvent.End) {
      state.put("endedAt", last.at().toString()).set("end", EventCodec.toJson(last.event()));
      return state.put("status", state.path("end").path("event").asText());
    }
    ArrayNode questions = state.put("status", "running").putArray("questions");
    runtime.run(new RunId(id)).map(Run::pending).orElse(List.of()).forEach(question ->
        questions.addObject().put("id", question.id()).put("message", question.message()));
    return state;
  }

  private static ObjectNode trace(String id, List<JournalEntry> entries) {
    ObjectNode page = JsonNodeFactory.instance.objectNode().put("run", id);
    ArrayNode all = page.putArray("entries");
    for (JournalEntry entry : entries) {
      ObjectNode line = all.addObject().put("seq", entry.seq()).put("at", entry.at().toString());
      line.setAll((ObjectNode) Objects.requireNonNull(EventCodec.toJson(entry.event())));
    }
    return page;
  }

  private static ObjectNode contents(String uri, ObjectNode json) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.putArray("contents").addObject().put("uri", uri).put("mimeType", JSON).put("text", json.toString());
    return result;
  }
}
