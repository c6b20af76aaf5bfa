package io.roundhouse.runtime.graph;

/**
 * Names the questions of a run from the call that asks, so that a resumed run asks under the same names. A call id's {@code /} and
 * {@code #} become {@code ~} and {@code @}, which need no escaping in a web address.
 */
public final class InputIds {

  private InputIds() {}

  /** The question with this number, counted from 1, of a call. */
  public static String question(String callId, int number) {
    return plain(callId) + "~input-" + number;
  }

  /** The question of this name of a call; the name is what follows {@code ~ask-}. */
  public static String question(String callId, String name) {
    return plain(callId) + "~ask-" + name;
  }

  /** The approval of a step of the graph under this call id. */
  static String approval(String parent, String step) {
    return plain(parent) + "~approve-" + plain(step);
  }

  private static String plain(String callId) {
    return callId.replace('/', '~').replace('#', '@');
  }
}
