package io.roundhouse.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.toolgraph.FailureClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a run ended. Immutable; safe to share. */
public sealed interface RunResult {

  /**
   * The work is done.
   *
   * @param text the answer in words
   * @param data the structured answer; null if there is none
   * @param files files that belong to the answer
   * @param direct whether the answer is a word in a conversation rather than a result to keep
   */
  record Completed(String text, @Nullable JsonNode data, List<Attachment> files, boolean direct) implements RunResult {

    public Completed {
      files = List.copyOf(files);
    }

    /** An answer in words and data. */
    public Completed(String text, @Nullable JsonNode data) {
      this(text, data, List.of(), false);
    }
  }

  /** The work could not be done; {@code message} is one sentence that may be shown to the caller. */
  record Failed(FailureClass failureClass, String message) implements RunResult {}

  /**
   * No route is left that the runtime may take by itself: a person or a model has to decide.
   *
   * @param question what is asked
   * @param blockers what would have to recover
   */
  record Escalated(String question, List<String> blockers) implements RunResult {

    public Escalated {
      blockers = List.copyOf(blockers);
    }
  }

  /** The caller, or a shutdown, ended the work. */
  record Cancelled(String reason) implements RunResult {}
}
