package io.roundhouse.toolgraph;

/** Why a call failed, as far as it matters for what to do next. */
public enum FailureClass {
  /** A passing fault; the same call may work in a moment. */
  TRANSIENT("failed for a moment"),
  /** No answer in time. The effect may have happened. */
  TIMEOUT("gave no answer in time"),
  /** The tool asked for a pause. */
  RATE_LIMITED("is rate-limited"),
  /** The tool is not there; calling it again now is pointless. */
  OUTAGE("is down"),
  /** The tool works but refuses this input; every tool of the same contract would. */
  BAD_INPUT("refused its input"),
  /** The tool answered with something that is not what it promises. */
  CONTRACT_VIOLATION("broke its contract"),
  /** Policy or a person said no. */
  DENIED("was denied");

  private final String words;

  FailureClass(String words) {
    this.words = words;
  }

  /** Returns true if such a failure says something about the tool's condition, not about the request. */
  public boolean countsAgainstHealth() {
    return this != BAD_INPUT && this != DENIED;
  }

  /** Returns the class as the middle of a sentence, such as {@code is down}. */
  public String words() {
    return words;
  }
}
