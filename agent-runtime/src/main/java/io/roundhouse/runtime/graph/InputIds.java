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

  /** The approval with this number, counted from 1, of a step of the graph under this call id. */
  static String approval(String parent, String step, int number) {
    return plain(parent) + "~approve-" + plain(step) + (number == 1 ? "" : "-" + number);
  }

  /** What the ids of the choices about one trouble of a graph begin with; a number follows. */
  static String choice(String parent, String trouble) {
    return plain(parent) + "~" + plain(trouble) + "-";
  }

  /** What the ids of the questions about a call in doubt begin with; a number follows. */
  public static String doubt(String callId) {
    return plain(callId) + "~in-doubt-";
  }

  private static String plain(String callId) {
    return callId.replace('/', '~').replace('#', '@');
  }
}
