package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads tasks out of the journal: a task is the run of an agent with the same id. */
final class Tasks {

  /** Where a run's input keeps the conversation it belongs to. */
  static final String CONTEXT = "contextId";

  /** Where a run's input keeps the id of the message that began it. */
  static final String MESSAGE = "messageId";

  private Tasks() {}

  /** The task of this agent that these entries tell of; empty if they are no run of this agent. */
  static Optional<Task> of(String agent, List<JournalEntry> entries) {
    if (entries.isEmpty()
        || !(entries.get(0).event() instanceof RunEvent.Accepted accepted)
        || !accepted.kind().equals("agent")
        || !accepted.target().equals(agent)) {
      return Optional.empty();
    }
    RunId run = entries.get(0).run();
    JsonNode input = accepted.input();
    String context = input.path(CONTEXT).asText(run.value());
    Message request = request(run, context, input);
    JournalEntry last = entries.get(entries.size() - 1);
    Instant since = last.at();
    return Optional.of(switch (last.event()) {
      case RunEvent.Completed done -> new Task(
          run.value(), context, Task.State.COMPLETED, since, null, says(run, context, done.text(), done.data()), request);
      case RunEvent.Failed failed -> ended(run, context, Task.State.FAILED, since, failed.message(), request);
      case RunEvent.Escalated asked -> ended(run, context, Task.State.FAILED, since, asked.question(), request);
      case RunEvent.Cancelled cancelled -> ended(run, context, Task.State.CANCELED, since, cancelled.reason(), request);
      default -> new Task(run.value(), context, Task.State.WORKING, since, null, null, request);
    });
  }

  static Task ended(RunId run, String context, Task.State state, Instant since, String message, @Nullable Message request) {
    return new Task(run.value(), context, state, since, says(run, context, message, null), null, request);
  }

  private static Message says(RunId run, String context, String text, @Nullable JsonNode data) {
    return Message.answer(context, run.value(), run, text, data);
  }

  private static Message request(RunId run, String context, JsonNode input) {
    List<Part> parts = new ArrayList<>(List.of(new Part.Text(input.path("text").asText(""))));
    if (input.hasNonNull("data")) {
      parts.add(new Part.Data(input.get("data")));
    }
    return new Message(input.path(MESSAGE).asText(run.value()), context, run.value(), true, parts, null);
  }
}
