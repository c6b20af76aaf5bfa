package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.Target;
import java.util.Set;

/** A request as the first event of its run keeps it, and back, so that the next process does what was asked of this one. */
final class AcceptedRequest {

  private static final String TOOL = "tool";
  private static final String AGENT = "agent";
  private static final String MODEL = "model";

  private AcceptedRequest() {}

  static RunEvent.Accepted event(RunRequest request) {
    String kind = switch (request.target()) {
      case Target.ToolTarget tool -> TOOL;
      case Target.AgentTarget agent -> AGENT;
      case Target.ModelTarget model -> MODEL;
    };
    return new RunEvent.Accepted(kind, request.target().name(), request.input(), request.key(), request.caller(), request.budget(),
        request.attended(), request.scopes().isEmpty() ? null : request.scopes().stream().sorted().toList(), request.envelope());
  }

  static RunRequest request(RunEvent.Accepted accepted) {
    Target target = switch (accepted.kind()) {
      case TOOL -> new Target.ToolTarget(accepted.target());
      case MODEL -> new Target.ModelTarget(accepted.target());
      default -> new Target.AgentTarget(accepted.target());
    };
    return new RunRequest(
        target, accepted.input(), accepted.key(), accepted.caller(), accepted.budget(), accepted.attended(),
        accepted.scopes() == null ? Set.of() : Set.copyOf(accepted.scopes()), accepted.envelope());
  }
}
