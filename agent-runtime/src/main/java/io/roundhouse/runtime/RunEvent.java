package io.roundhouse.runtime;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.toolgraph.FailureClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a run. Immutable; safe to share.
 *
 * <p>A {@code callId} joins a call with its outcome; it is unique within the run. A {@code parent} is the call id of the graph or
 * agent call that an event happened under, or empty for the run itself. The JSON form carries the event's name in {@code event}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunEvent.Accepted.class, name = "accepted"),
  @JsonSubTypes.Type(value = RunEvent.Resumed.class, name = "resumed"),
  @JsonSubTypes.Type(value = RunEvent.Routed.class, name = "routed"),
  @JsonSubTypes.Type(value = RunEvent.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = RunEvent.OutOfScope.class, name = "out-of-scope"),
  @JsonSubTypes.Type(value = RunEvent.ModelChosen.class, name = "model-chosen"),
  @JsonSubTypes.Type(value = RunEvent.AgentStarted.class, name = "agent-started"),
  @JsonSubTypes.Type(value = RunEvent.AgentAnswered.class, name = "agent-answered"),
  @JsonSubTypes.Type(value = RunEvent.AgentFailed.class, name = "agent-failed"),
  @JsonSubTypes.Type(value = RunEvent.TeamStarted.class, name = "team-started"),
  @JsonSubTypes.Type(value = RunEvent.RoundEnded.class, name = "round-ended"),
  @JsonSubTypes.Type(value = RunEvent.MemberReplaced.class, name = "member-replaced"),
  @JsonSubTypes.Type(value = RunEvent.ModeDegraded.class, name = "mode-degraded"),
  @JsonSubTypes.Type(value = RunEvent.ModelCalled.class, name = "model-called"),
  @JsonSubTypes.Type(value = RunEvent.ModelAnswered.class, name = "model-answered"),
  @JsonSubTypes.Type(value = RunEvent.ModelFailed.class, name = "model-failed"),
  @JsonSubTypes.Type(value = RunEvent.FellBack.class, name = "fell-back"),
  @JsonSubTypes.Type(value = RunEvent.BudgetReached.class, name = "budget-reached"),
  @JsonSubTypes.Type(value = RunEvent.Planned.class, name = "planned"),
  @JsonSubTypes.Type(value = RunEvent.ToolCalled.class, name = "tool-called"),
  @JsonSubTypes.Type(value = RunEvent.ToolSucceeded.class, name = "tool-succeeded"),
  @JsonSubTypes.Type(value = RunEvent.ToolFailed.class, name = "tool-failed"),
  @JsonSubTypes.Type(value = RunEvent.Retried.class, name = "retried"),
  @JsonSubTypes.Type(value = RunEvent.Rerouted.class, name = "rerouted"),
  @JsonSubTypes.Type(value = RunEvent.Abandoned.class, name = "abandoned"),
  @JsonSubTypes.Type(value = RunEvent.Compensating.class, name = "compensating"),
  @JsonSubTypes.Type(value = RunEvent.Demoted.class, name = "demoted"),
  @JsonSubTypes.Type(value = RunEvent.ApprovalAsked.class, name = "approval-asked"),
  @JsonSubTypes.Type(value = RunEvent.ApprovalAnswered.class, name = "approval-answered"),
  @JsonSubTypes.Type(value = RunEvent.InputAsked.class, name = "input-asked"),
  @JsonSubTypes.Type(value = RunEvent.InputAnswered.class, name = "input-answered"),
  @JsonSubTypes.Type(value = RunEvent.Readmitted.class, name = "readmitted"),
  @JsonSubTypes.Type(value = RunEvent.Waived.class, name = "waived"),
  @JsonSubTypes.Type(value = RunEvent.GaveUp.class, name = "gave-up"),
  @JsonSubTypes.Type(value = RunEvent.Escalated.class, name = "escalated"),
  @JsonSubTypes.Type(value = RunEvent.Completed.class, name = "completed"),
  @JsonSubTypes.Type(value = RunEvent.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = RunEvent.Cancelled.class, name = "cancelled"),
})
public sealed interface RunEvent {

  /** The last event of a run; after it nothing is appended. */
  sealed interface End extends RunEvent {}

  /**
   * Somebody asked for work, and the runtime took it on; {@code kind} is {@code tool} or {@code agent}, {@code attended} and
   * {@code envelope} those of {@link RunRequest}, {@code scopes} those of the caller, null in logs of a time that had none.
   */
  record Accepted(
      String kind, String target, JsonNode input, @Nullable String key, String caller, Budget budget, boolean attended,
      @Nullable List<String> scopes, @Nullable JsonNode envelope) implements RunEvent {

    /** The request of a caller with no scopes, without an envelope. */
    public Accepted(
        String kind, String target, JsonNode input, @Nullable String key, String caller, Budget budget, boolean attended) {
      this(kind, target, input, key, caller, budget, attended, null, null);
    }
  }

  /** The run goes on after a crash or restart; {@code inDoubt} are the calls whose outcome nobody recorded. */
  record Resumed(List<String> inDoubt) implements RunEvent {

    public Resumed {
      inDoubt = List.copyOf(inDoubt);
    }
  }

  /** The controller chose who answers and how; {@code decision} holds candidates, scores and versions. */
  record Routed(String parent, String agent, String mode, String explanation, JsonNode decision) implements RunEvent {}

  /** A front desk's guard refused the request: what the caller is told, and which rule applied and why. */
  record Refused(String callId, String agent, String message, String explanation) implements RunEvent {}

  /** Nobody at a front desk does what was asked; {@code message} is what the caller is told. */
  record OutOfScope(String callId, String agent, String message, String explanation, JsonNode decision) implements RunEvent {}

  /** The controller chose the model of an agent that names none; {@code callId} is the agent's. */
  record ModelChosen(String callId, String agent, String model, String explanation, JsonNode decision) implements RunEvent {}

  /** An agent began to work on a request. */
  record AgentStarted(String callId, String agent, String text) implements RunEvent {}

  /** An agent answered. */
  record AgentAnswered(
      String callId, String agent, String text, @Nullable JsonNode data, List<Attachment> files, boolean direct) implements RunEvent {

    /** Files are empty in logs of a time that had none. */
    public AgentAnswered {
      files = files == null ? List.of() : List.copyOf(files);
    }

    /** An answer in words and data. */
    public AgentAnswered(String callId, String agent, String text, @Nullable JsonNode data) {
      this(callId, agent, text, data, List.of(), false);
    }
  }

  /** An agent could not answer. */
  record AgentFailed(String callId, String agent, FailureClass failureClass, String message) implements RunEvent {}

  /** Several agents begin to work on a request; {@code mode} is a collaboration mode. */
  record TeamStarted(String callId, String mode, List<String> members) implements RunEvent {

    public TeamStarted {
      members = List.copyOf(members);
    }
  }

  /** The members of a team have heard each other; {@code agreed} ends the rounds early. */
  record RoundEnded(String callId, int round, boolean agreed, String note) implements RunEvent {}

  /** Another agent takes the seat of one that failed. */
  record MemberReplaced(String callId, String agent, String by, String reason) implements RunEvent {}

  /** A team goes on in a simpler mode, because members failed and nobody could take their seats. */
  record ModeDegraded(String callId, String from, String to, String reason) implements RunEvent {}

  /** A model is about to be asked; the budget for it is reserved. */
  record ModelCalled(String callId, String model) implements RunEvent {}

  /**
   * A model answered.
   *
   * @param micros the price in millionths of a dollar
   * @param answer its message with tool requests
   * @param estimated the provider did not count tokens, so these are an estimate
   * @param cached the answer is one that was kept; nothing was sent
   */
  record ModelAnswered(
      String callId, String model, long inputTokens, long outputTokens, long micros, JsonNode answer, boolean estimated, boolean cached)
      implements RunEvent {

    /** An answer that the provider gave and counted. */
    public ModelAnswered(String callId, String model, long inputTokens, long outputTokens, long micros, JsonNode answer) {
      this(callId, model, inputTokens, outputTokens, micros, answer, false, false);
    }
  }

  /** A model did not answer. */
  record ModelFailed(String callId, String model, FailureClass failureClass, String message) implements RunEvent {}

  /** Another model is asked the same question. */
  record FellBack(String callId, String from, String to, String reason) implements RunEvent {}

  /** A model call does not fit into the budget; {@code action} says what happens now. */
  record BudgetReached(String callId, String model, BudgetAction action, String reason) implements RunEvent {}

  /** A tool graph has a route: at its begin, after a restart, and when a higher rung is in reach again. */
  record Planned(String parent, String graph, String rung, List<String> steps) implements RunEvent {

    public Planned {
      steps = List.copyOf(steps);
    }
  }

  /** A tool is about to be called: without an outcome after it, the call is in doubt. */
  record ToolCalled(
      String callId, String parent, String step, String tool, JsonNode arguments, String idempotencyKey) implements RunEvent {}

  /** A tool did its work. */
  record ToolSucceeded(String callId, String parent, String step, String tool, JsonNode output) implements RunEvent {}

  /**
   * A tool failed; in a graph exactly one decision follows.
   *
   * @param maybePerformed it may have had its effect all the same
   * @param blockers what would have to recover, if the tool is a graph that has no route left; null for any other failure
   */
  record ToolFailed(
      String callId,
      String parent,
      String step,
      String tool,
      FailureClass failureClass,
      String message,
      boolean maybePerformed,
      @Nullable List<String> blockers)
      implements RunEvent {

    public ToolFailed {
      blockers = blockers == null ? null : List.copyOf(blockers);
    }

    /** An ordinary failure without effect. */
    public static ToolFailed of(String callId, String parent, String step, String tool, FailureClass failureClass, String message) {
      return new ToolFailed(callId, parent, step, tool, failureClass, message, false, null);
    }
  }

  /** The same tool is tried again after a wait. */
  record Retried(String parent, String step, int attempt, long delayMillis, String reason) implements RunEvent {}

  /** Another way to the goal replaces a broken one. */
  record Rerouted(String parent, String failedStep, List<String> from, List<String> to, String reason) implements RunEvent {

    public Rerouted {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }
  }

  /** A failed step is not needed any more; nothing takes its place. */
  record Abandoned(String parent, String step, String reason) implements RunEvent {}

  /** A completed step is undone. */
  record Compensating(String parent, String step, String undo, String reason) implements RunEvent {}

  /** A weaker goal replaces one that has no route left. */
  record Demoted(String parent, String fromRung, String toRung, String reason) implements RunEvent {}

  /** A person has to agree before the step runs. */
  record ApprovalAsked(String parent, String step, String question) implements RunEvent {}

  /** A person agreed or refused. */
  record ApprovalAnswered(String parent, String step, boolean approved, String by) implements RunEvent {}

  /** A body or a graph asks whoever asked for the run; {@code parent} is the call id of the one who asks. */
  record InputAsked(String parent, InputRequest request) implements RunEvent {}

  /** The question is settled; {@code by} says by whom. */
  record InputAnswered(String parent, String id, InputAnswer answer, String by) implements RunEvent {}

  /** A person says that these steps, given up before, may be called again. */
  record Readmitted(String parent, List<String> steps, String by) implements RunEvent {

    public Readmitted {
      steps = List.copyOf(steps);
    }
  }

  /** A person takes over what became of a step in doubt; the graph goes on without it. */
  record Waived(String parent, String step, String by) implements RunEvent {}

  /** A person wants the graph to stop; what can be undone is undone. */
  record GaveUp(String parent, String by) implements RunEvent {}

  /** No route is left; the question names the options and what would have to recover. */
  record Escalated(String question, List<String> blockers) implements End {

    public Escalated {
      blockers = List.copyOf(blockers);
    }
  }

  /** The work is done. */
  record Completed(String text, @Nullable JsonNode data, List<Attachment> files, boolean direct) implements End {

    /** Files are empty in logs of a time that had none. */
    public Completed {
      files = files == null ? List.of() : List.copyOf(files);
    }

    /** An end in words and data. */
    public Completed(String text, @Nullable JsonNode data) {
      this(text, data, List.of(), false);
    }
  }

  /** The work could not be done. */
  record Failed(FailureClass failureClass, String message) implements End {}

  /** The caller or a shutdown ended the work. */
  record Cancelled(String reason) implements End {}
}
