package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ToolId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The effects of a run that are to be taken back, one after the other. */
final class Undo {

  private static final int NOBODY = -1;

  private final GraphIndex index;
  private final HealPolicy policy;
  private final Deque<Integer> queue = new ArrayDeque<>();
  private String reason = "";
  private int running = NOBODY;
  private int attempt;

  Undo(GraphIndex index, HealPolicy policy) {
    this.index = index;
    this.policy = policy;
  }

  void add(List<Integer> tools, String why) {
    queue.addAll(tools);
    reason = why;
  }

  boolean isRunning() {
    return running != NOBODY;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  Decision.Compensate next() {
    running = queue.remove();
    attempt = 1;
    return new Decision.Compensate(index.toolId(running), undoOf(running), 1, 0, reason);
  }

  void succeeded(int tool) {
    expect(tool);
    running = NOBODY;
  }

  boolean mayRetry(int tool) {
    expect(tool);
    return attempt < policy.maxUndoAttempts();
  }

  Decision.Compensate retry(String message) {
    long delay = policy.backoff(attempt);
    attempt++;
    return new Decision.Compensate(index.toolId(running), undoOf(running), attempt, delay,
        undoOf(running) + " failed (" + message + ")");
  }

  /** Gives up and says in words what did not work. */
  String giveUp(String message) {
    int tool = running;
    running = NOBODY;
    return index.toolId(tool) + " could not be undone by " + undoOf(tool) + " after " + attempt + " attempts (" + message + ")";
  }

  private void expect(int tool) {
    if (running != tool) {
      throw new GraphException.UnexpectedEvent(
          "no undo of '%s' is under way; report each compensation once".formatted(index.toolId(tool)));
    }
  }

  private ToolId undoOf(int tool) {
    ToolId undo = index.arc(tool).undo();
    if (undo == null) {
      throw new GraphException.UnexpectedEvent("'%s' cannot be undone".formatted(index.toolId(tool)));
    }
    return undo;
  }
}
