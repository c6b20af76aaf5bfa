package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.internal.IdSet;
import java.util.Set;

/** What can happen to a run. Immutable; safe to share. */
public sealed interface HealEvent {

  /** A call worked and yielded these items. Yielding less than the tool promises is a broken contract. */
  record ToolSucceeded(ToolId tool, Set<ItemId> produced) implements HealEvent {

    /** Copies the set in the order of ids. */
    public ToolSucceeded {
      produced = IdSet.copyOf(produced);
    }

    /** Returns the event of a call that yielded everything the tool promises. */
    public static ToolSucceeded of(ToolArc arc) {
      return new ToolSucceeded(arc.id(), arc.outputs());
    }
  }

  /**
   * A call failed.
   *
   * @param message what the tool or the connection said, for the log
   * @param retryAfterMillis the pause a rate-limited tool asked for; 0 if it did not say
   * @param maybePerformed the effect may have happened all the same, as with a connection that broke after the request was sent;
   *     {@link FailureClass#TIMEOUT} and {@link FailureClass#CONTRACT_VIOLATION} always mean that
   */
  record ToolFailed(ToolId tool, FailureClass failure, String message, long retryAfterMillis, boolean maybePerformed)
      implements HealEvent {

    /** Returns the event of a call that failed without effect. */
    public static ToolFailed of(ToolId tool, FailureClass failure, String message) {
      return new ToolFailed(tool, failure, message, 0, false);
    }

    /** Returns this event with the pause that the tool asked for. */
    public ToolFailed withRetryAfterMillis(long millis) {
      return new ToolFailed(tool, failure, message, millis, maybePerformed);
    }

    /** Returns this event saying whether the effect may have happened. */
    public ToolFailed withMaybePerformed(boolean maybe) {
      return new ToolFailed(tool, failure, message, retryAfterMillis, maybe);
    }

    boolean leavesDoubt() {
      return maybePerformed || failure == FailureClass.TIMEOUT || failure == FailureClass.CONTRACT_VIOLATION;
    }
  }

  /** The undo of that tool's call worked. {@code tool} is the tool whose effect was taken back, not the undo tool. */
  record CompensationSucceeded(ToolId tool) implements HealEvent {}

  /** The undo of that tool's call failed. {@code tool} is the tool whose effect should have been taken back. */
  record CompensationFailed(ToolId tool, String message) implements HealEvent {}

  /** The board changed, or the time of a {@link Decision.Wait} has come. */
  record HealthChanged() implements HealEvent {}

  /** A person let the gated tool be called. */
  record Approved(ToolId tool) implements HealEvent {}

  /** A person said no to the gated tool. */
  record Refused(ToolId tool, String reason) implements HealEvent {}

  /** A monitor sees a risk in going on, for example a budget or toxic content. Nothing is called until it is cleared. */
  record RiskRaised(String kind, String message) implements HealEvent {}

  /** A person or a monitor says that the risk is none, or accepted. */
  record RiskCleared(String kind) implements HealEvent {}

  /** A person found out what became of a call in doubt: it was performed and yielded these items, or it never happened. */
  record DoubtResolved(ToolId tool, boolean performed, Set<ItemId> produced) implements HealEvent {

    /** Copies the set in the order of ids. */
    public DoubtResolved {
      produced = IdSet.copyOf(produced);
    }
  }

  /**
   * A person says that these tools may be called again, as after a repair: their breakers and those of their domains are closed, and
   * what this run held against them is forgotten. A gate among them is asked about again.
   */
  record Recovered(Set<ToolId> tools) implements HealEvent {

    /** Copies the set in the order of ids. */
    public Recovered {
      tools = IdSet.copyOf(tools);
    }
  }

  /** A person takes over a call in doubt, or an effect that could not be undone: the run goes on without that tool. */
  record Waived(ToolId tool) implements HealEvent {}

  /** A person wants another attempt to undo an effect that could not be undone. */
  record UndoAgain(ToolId tool) implements HealEvent {}

  /** The run's time is over: nothing new is called, what can be undone is undone. */
  record TimeUp() implements HealEvent {}

  /** The caller lost interest: nothing new is called, what can be undone is undone. */
  record Cancelled(String reason) implements HealEvent {}
}
