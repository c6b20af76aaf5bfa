package io.roundhouse.runtime.engine;

import dev.langchain4j.model.chat.request.ChatRequest;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.ModelUse;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.ToolException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds in a run's log which model answered what. */
public final class ModelUses {

  private ModelUses() {}

  /**
   * Returns what the log says of the one model call, or the one agent, that a run's answer came from. Empty for runs without models, for
   * kept answers, and for teams: what somebody thinks of a team's answer says little about the model of one seat.
   */
  public static Optional<ModelUse> of(List<JournalEntry> entries) {
    Map<String, String> asked = new HashMap<>();
    Map<String, RunEvent.ModelAnswered> answers = new LinkedHashMap<>();
    Map<String, Long> micros = new HashMap<>();
    boolean chosen = false;
    for (JournalEntry entry : entries) {
      switch (entry.event()) {
        case RunEvent.AgentStarted started -> asked.put(started.callId(), started.text());
        case RunEvent.ModelAnswered answered when !answered.cached() -> {
          String owner = owner(answered.callId());
          answers.put(owner, answered);
          micros.merge(owner, answered.micros(), Long::sum);
        }
        case RunEvent.ModelChosen ignored -> chosen = true;
        case RunEvent.Routed routed -> chosen |= isOfModels(routed);
        default -> { }
      }
    }
    if (answers.size() != 1) {
      return Optional.empty();
    }
    String owner = answers.keySet().iterator().next();
    RunEvent.ModelAnswered last = answers.values().iterator().next();
    boolean routed = chosen;
    return call(owner, entries, asked.get(owner))
        .map(call -> new ModelUse(call, last.model(), micros.getOrDefault(owner, 0L), routed));
  }

  /** Who a model's call belongs to: the agent's call id, or nobody if the model was asked directly. */
  private static String owner(String callId) {
    int end = callId.lastIndexOf('/');
    return end < 0 ? "" : callId.substring(0, end);
  }

  private static boolean isOfModels(RunEvent.Routed routed) {
    return routed.parent().isEmpty() || routed.decision().at("/assignments/0/model").isTextual();
  }

  private static Optional<ModelCall> call(String owner, List<JournalEntry> entries, @Nullable String question) {
    if (question != null) {
      return Optional.of(ModelDemand.of(question));
    }
    if (!owner.isEmpty() || !(entries.getFirst().event() instanceof RunEvent.Accepted accepted) || !accepted.kind().equals("model")) {
      return Optional.empty();
    }
    try {
      ChatRequest request = ChatInput.request(accepted.input());
      return Optional.of(ModelDemand.of(request));
    } catch (ToolException e) {
      return Optional.empty(); // what could not be asked was not answered either
    }
  }
}
