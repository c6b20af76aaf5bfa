package io.roundhouse.toolgraph;

/** What calling a tool does to the world, and therefore what may be done when a call fails or its outcome is unknown. */
public enum Effect {
  /** Changes nothing; may be called again at will. */
  PURE,
  /** Changes something, but calling it again with the same key changes nothing more. */
  IDEMPOTENT,
  /** Changes something that another tool can undo. */
  COMPENSATABLE,
  /** Changes something for good; when its outcome is unknown a person has to look. */
  IRREVERSIBLE;

  /** Returns true if a call whose outcome is unknown may simply be made again. */
  public boolean isRepeatable() {
    return this == PURE || this == IDEMPOTENT;
  }
}
