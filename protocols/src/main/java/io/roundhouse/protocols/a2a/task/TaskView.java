package io.roundhouse.protocols.a2a.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.a2a.wire.Fields;
import io.roundhouse.protocols.a2a.wire.Messages;
import io.roundhouse.protocols.a2a.wire.Parts;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunPhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run as A2A sees it, folded entry by entry from its journal. The same entries give the same task and the same events, whoever reads
 * them and when. Not thread-safe.
 */
public final class TaskView {

  private static final String RESULT = "result";

  private final String id;
  private final String contextId;
  private final RunEvent.Accepted accepted;
  private final List<ObjectNode> history = new ArrayList<>();
  private final Map<String, ObjectNode> artifacts = new LinkedHashMap<>();
  private final Map<String, List<ObjectNode>> questions = new LinkedHashMap<>();
  private final Map<String, TaskState> waits = new LinkedHashMap<>();
  private final StringBuilder partial = new StringBuilder();
  private TaskState state = TaskState.SUBMITTED;
  private Instant since;
  private @Nullable ObjectNode says;
  private @Nullable ObjectNode direct;
  private long seq = 1;

  private TaskView(JournalEntry first, RunEvent.Accepted accepted) {
    this.id = first.run().value();
    this.accepted = accepted;
    this.since = first.at();
    JsonNode envelope = accepted.envelope();
    this.contextId = envelope == null ? id : envelope.path(Envelope.CONTEXT).asText(id);
    ObjectNode request = Envelope.message(envelope, contextId, id);
    if (request != null) {
      history.add(request);
    }
  }

  /** The task that begins with this entry; empty if it is not the first one of a run. */
  static Optional<TaskView> begin(JournalEntry first) {
    return first.event() instanceof RunEvent.Accepted accepted
        ? Optional.of(new TaskView(first, accepted))
        : Optional.empty();
  }

  /** The task that all these entries tell of; empty if there are none. */
  public static Optional<TaskView> of(List<JournalEntry> entries) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Optional<TaskView> view = begin(entries.getFirst());
    view.ifPresent(task -> entries.subList(1, entries.size()).forEach(task::apply));
    return view;
  }

  /** Everything that streams were told of what these entries tell; empty if there are none. */
  public static List<StreamEvent> events(List<JournalEntry> entries) {
    List<StreamEvent> events = new ArrayList<>();
    if (!entries.isEmpty()) {
      begin(entries.getFirst()).ifPresent(task ->
          entries.subList(1, entries.size()).forEach(entry -> events.addAll(task.apply(entry))));
    }
    return events;
  }

  /** The task's id, which is its run's. */
  public String id() {
    return id;
  }

  /** The conversation it belongs to. */
  public String contextId() {
    return contextId;
  }

  /** Where it stands. */
  public TaskState state() {
    return state;
  }

  /** Whether this caller may know of it at this agent. */
  public boolean belongsTo(String target, String caller) {
    return accepted.target().equals(target) && accepted.caller().equals(caller);
  }

  long seq() {
    return seq;
  }

  String partial() {
    return partial.toString();
  }

  /** The answer that is a message rather than a result; empty if there is none. */
  public Optional<ObjectNode> direct() {
    return Optional.ofNullable(direct);
  }

  /** Takes the next entry in and returns what streams are told about it. */
  List<StreamEvent> apply(JournalEntry entry) {
    seq = entry.seq();
    List<StreamEvent> events = new ArrayList<>(2);
    switch (entry.event()) {
      case RunEvent.InputAsked asked -> {
        InputRequest request = asked.request();
        waits.put(request.id(), Questions.state(request));
        questions.put(request.id(), Questions.parts(request));
        waitFor(entry, events);
      }
      case RunEvent.ApprovalAsked asked -> {
        waits.put(gate(asked.parent(), asked.step()), TaskState.INPUT_REQUIRED);
        InputRequest request = new InputRequest.Approval("", asked.question(), asked.step());
        questions.put(gate(asked.parent(), asked.step()), Questions.parts(request));
        waitFor(entry, events);
      }
      case RunEvent.InputAnswered answered -> settle(answered.id(), answer(answered), entry, events);
      case RunEvent.ApprovalAnswered answered -> settle(gate(answered.parent(), answered.step()), null, entry, events);
      case RunEvent.Completed done -> complete(done, entry, events);
      case RunEvent.End end -> {
        move(TaskState.of(RunPhase.of(end)), reason(end), entry, events);
      }
      default -> {
        if (state == TaskState.SUBMITTED) {
          move(TaskState.WORKING, List.of(), entry, events);
        }
      }
    }
    return events;
  }

  private static String gate(String parent, String step) {
    return "gate " + parent + "/" + step;
  }

  private @Nullable ObjectNode answer(RunEvent.InputAnswered answered) {
    return answered.answer() instanceof io.roundhouse.runtime.InputAnswer.Accepted given
        ? Envelope.message(given.envelope(), contextId, id)
        : null;
  }

  private void settle(String question, @Nullable ObjectNode answer, JournalEntry entry, List<StreamEvent> events) {
    waits.remove(question);
    questions.remove(question);
    if (waits.isEmpty()) {
      move(TaskState.WORKING, List.of(), entry, events);
    }
    if (answer != null) {
      history.add(answer);
    }
    if (!waits.isEmpty()) {
      waitFor(entry, events);
    }
  }

  private void waitFor(JournalEntry entry, List<StreamEvent> events) {
    Map.Entry<String, TaskState> first = waits.entrySet().iterator().next();
    move(first.getValue(), questions.getOrDefault(first.getKey(), List.of()), entry, events);
  }

  private void complete(RunEvent.Completed done, JournalEntry entry, List<StreamEvent> events) {
    List<ObjectNode> parts = ResultParts.of(done);
    if (done.direct()) {
      direct = Messages.ofAgent(id + ":" + entry.seq(), contextId, "", parts);
      move(TaskState.COMPLETED, parts, entry, events);
      return;
    }
    ObjectNode artifact = JsonNodeFactory.instance.objectNode().put("artifactId", RESULT).put("name", RESULT);
    parts.forEach(artifact.putArray("parts")::add);
    artifacts.put(RESULT, artifact);
    ObjectNode update = JsonNodeFactory.instance.objectNode().put("taskId", id).put("contextId", contextId);
    update.set("artifact", artifact);
    update.put("lastChunk", true);
    events.add(new StreamEvent(new StreamEvent.Place(entry.seq(), 0), wrapped("artifactUpdate", update)));
    move(TaskState.COMPLETED, List.of(), entry, events);
  }

  private static List<ObjectNode> reason(RunEvent.End end) {
    String words = switch (end) {
      case RunEvent.Failed failed -> failed.message();
      case RunEvent.Escalated asked -> asked.question();
      case RunEvent.Cancelled cancelled -> cancelled.reason();
      case RunEvent.Completed done -> done.text();
    };
    return words.isEmpty() ? List.of() : List.of(Parts.text(words));
  }

  private void move(TaskState next, List<ObjectNode> parts, JournalEntry entry, List<StreamEvent> events) {
    if (says != null) {
      history.add(says);
    }
    state = next;
    since = entry.at();
    says = parts.isEmpty() ? null : Messages.ofAgent(id + ":" + entry.seq(), contextId, id, parts);
    ObjectNode update = JsonNodeFactory.instance.objectNode().put("taskId", id).put("contextId", contextId);
    update.set("status", status());
    events.add(new StreamEvent(new StreamEvent.Place(entry.seq(), events.size()), wrapped("statusUpdate", update)));
  }

  /** Takes the next piece of the result's text in, which is not recorded, and returns what streams are told about it. */
  StreamEvent append(String text) {
    boolean first = partial.isEmpty();
    partial.append(text);
    ObjectNode update = chunk(text);
    if (!first) {
      update.put("append", true);
    }
    return new StreamEvent(null, wrapped("artifactUpdate", update));
  }

  /** Everything of the result's text so far, for a stream that missed some of it. */
  StreamEvent soFar() {
    return new StreamEvent(null, wrapped("artifactUpdate", chunk(partial.toString())));
  }

  /** What the run says about its progress, which is not recorded either. */
  StreamEvent progress(String message, Instant now, JsonNode metadata) {
    ObjectNode update = JsonNodeFactory.instance.objectNode().put("taskId", id).put("contextId", contextId);
    ObjectNode status = update.putObject("status").put("state", state.wire());
    status.set("message", Messages.ofAgent(id + ":progress", contextId, id, List.of(Parts.text(message))));
    status.put("timestamp", Fields.moment(now));
    update.set("metadata", metadata);
    return new StreamEvent(null, wrapped("statusUpdate", update));
  }

  private ObjectNode chunk(String text) {
    ObjectNode update = JsonNodeFactory.instance.objectNode().put("taskId", id).put("contextId", contextId);
    update.putObject("artifact").put("artifactId", RESULT).put("name", RESULT).putArray("parts").add(Parts.text(text));
    return update;
  }

  private ObjectNode status() {
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("state", state.wire());
    if (says != null) {
      status.set("message", says);
    }
    return status.put("timestamp", Fields.moment(since));
  }

  /** The task with everything. */
  public ObjectNode json() {
    return json(null, true);
  }

  /** The task with at most this many of its newest messages (null for all), and with its artifacts or without. */
  public ObjectNode json(@Nullable Integer historyLength, boolean withArtifacts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id).put("contextId", contextId);
    json.set("status", status());
    if (withArtifacts && (!artifacts.isEmpty() || !partial.isEmpty())) {
      ArrayNode all = json.putArray("artifacts");
      if (artifacts.isEmpty()) {
        all.add(chunk(partial.toString()).get("artifact"));
      }
      artifacts.values().forEach(all::add);
    }
    int wanted = historyLength == null ? history.size() : Math.min(historyLength, history.size());
    if (wanted > 0) {
      history.subList(history.size() - wanted, history.size()).forEach(json.putArray("history")::add);
    }
    return json;
  }

  static ObjectNode wrapped(String kind, JsonNode content) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.set(kind, content);
    return event;
  }
}
