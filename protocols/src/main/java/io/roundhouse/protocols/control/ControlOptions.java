package io.roundhouse.protocols.control;

import java.time.Duration;

/**
 * How the control plane works. Immutable; safe to share.
 *
 * @param listAtMost a client that would see more tools than this in a list sees only {@code find_tools} and {@code route} there; what it
 *     has found it may call all the same
 * @param confidence how sure {@code route} must be to call a tool by itself, from 0 (always) to 1 (never)
 * @param ask whether {@code route} asks whoever called when it is not sure; otherwise it answers with the candidates
 * @param timeout how long a call through {@code route} may take
 */
public record ControlOptions(int listAtMost, double confidence, boolean ask, Duration timeout) {

  public ControlOptions {
    if (listAtMost < 0) {
      throw new IllegalArgumentException("list-at-most is " + listAtMost + ", expected at least 0");
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence is " + confidence + ", expected 0 to 1");
    }
  }

  /** The tools beside the whole list, a confidence of 0.6, no questions, five minutes. */
  public static ControlOptions ofDefaults() {
    return new ControlOptions(Integer.MAX_VALUE, 0.6, false, Duration.ofMinutes(5));
  }

  /** The same options with lists of at most this many tools. */
  public ControlOptions withListAtMost(int tools) {
    return new ControlOptions(tools, confidence, ask, timeout);
  }

  /** The same options with this confidence. */
  public ControlOptions withConfidence(double least) {
    return new ControlOptions(listAtMost, least, ask, timeout);
  }

  /** The same options with or without questions. */
  public ControlOptions withAsk(boolean asks) {
    return new ControlOptions(listAtMost, confidence, asks, timeout);
  }
}
