package io.roundhouse.protocols.a2a.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A task at one moment. Immutable as long as nobody changes the JSON inside.
 *
 * @param state where it stands
 * @param task the task
 * @param direct the answer that is a message rather than a result; null if there is none
 */
public record TaskSnapshot(TaskState state, ObjectNode task, @Nullable ObjectNode direct) {

  static TaskSnapshot of(TaskView view, @Nullable Integer historyLength) {
    return new TaskSnapshot(view.state(), view.json(historyLength, true), view.direct().orElse(null));
  }
}
