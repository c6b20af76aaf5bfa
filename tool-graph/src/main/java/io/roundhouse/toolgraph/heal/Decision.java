package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.plan.Plan;
import org.jspecify.annotations.Nullable;

/** What a run does next. {@code toString} is one stable line for the log. Immutable; safe to share. */
public sealed interface Decision {

  /** Call the tool now; {@code attempt} counts from 1. */
  record Call(ToolId tool, int attempt) implements Decision {
    @Override
    public String toString() {
      return "call " + tool + (attempt == 1 ? "" : " (attempt " + attempt + ")");
    }
  }

  /** Call the same tool again after the delay. */
  record Retry(ToolId tool, int attempt, long delayMillis, String reason) implements Decision {
    @Override
    public String toString() {
      return "retry %s in %d ms (attempt %d): %s".formatted(tool, delayMillis, attempt, reason);
    }
  }

  /** The failed call is not needed any more; nothing takes its place. */
  record Abandon(ToolId tool, FailureClass failure, String reason) implements Decision {
    @Override
    public String toString() {
      return "abandon %s: %s".formatted(tool, reason);
    }
  }

  /** Go on by another plan. {@code failed} and {@code failure} are null when a change of health, not a failed call, was the cause. */
  record Reroute(@Nullable ToolId failed, @Nullable FailureClass failure, Plan oldPlan, Plan newPlan, String reason) implements Decision {
    @Override
    public String toString() {
      return "reroute%s -> %s: %s".formatted(failed == null ? "" : " " + failed, Plans.difference(oldPlan, newPlan), reason);
    }
  }

  /** Take back the effect of {@code tool} by calling {@code undo} after the delay; {@code attempt} counts from 1. */
  record Compensate(ToolId tool, ToolId undo, int attempt, long delayMillis, String reason) implements Decision {
    @Override
    public String toString() {
      return "compensate %s by %s%s: %s".formatted(tool, undo, attempt == 1 ? "" : " (attempt " + attempt + ")", reason);
    }
  }

  /** Aim lower from now on; {@code plan} is null when everything the lower rung wants is there already. */
  record Demote(int fromRung, int toRung, String goal, @Nullable Plan plan, String reason) implements Decision {
    @Override
    public String toString() {
      return "demote from rung %d to rung %d (%s): %s".formatted(fromRung, toRung, goal, reason);
    }
  }

  /** Ask a person or an LLM; nothing is called until an event brings news. */
  record Escalate(Question question, String reason) implements Decision {
    @Override
    public String toString() {
      return "escalate: " + reason;
    }
  }

  /** Ask a person whether the tool may be called; independent work goes on meanwhile. */
  record AskApproval(ToolId tool, String reason) implements Decision {
    @Override
    public String toString() {
      return "ask approval for %s: %s".formatted(tool, reason);
    }
  }

  /** Do nothing until that time, then send {@link HealEvent.HealthChanged}. */
  record Wait(ToolId tool, long untilMillis, String reason) implements Decision {
    @Override
    public String toString() {
      return "wait for %s: %s".formatted(tool, reason);
    }
  }

  /** The rung's items are all known; the run is over. */
  record Complete(int rung, String goal) implements Decision {
    @Override
    public String toString() {
      return "complete rung %d (%s)".formatted(rung, goal);
    }
  }

  /** The run is over without its goal: cancelled or out of time; everything that can be undone is undone. */
  record Stop(String reason) implements Decision {
    @Override
    public String toString() {
      return "stop: " + reason;
    }
  }
}
