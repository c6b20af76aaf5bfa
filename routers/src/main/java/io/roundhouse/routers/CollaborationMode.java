package io.roundhouse.routers;

/**
 * How the chosen agents work on one request. The first six are the modes of MasRouter (arXiv 2502.11133); parallel and refine is
 * from TCAR (arXiv 2601.04544), the agreement gate from ACAR (arXiv 2602.21231). Without training only {@link #SOLO} is chosen.
 */
public enum CollaborationMode {
  /** One agent answers directly. */
  SOLO(true),
  /** One agent writes down its reasoning before it answers. */
  CHAIN_OF_THOUGHT(true),
  /** A draft is criticised and written again until the critic is content or the rounds are used up. */
  REFLECTION(false),
  /** Agents work one after the other; each gets the answer of the one before. */
  CHAIN(false),
  /** Agents answer, read each other's answers and answer again, until they agree or the rounds are used up. */
  DEBATE(false),
  /** Every agent sees the messages of every other agent in each round. */
  FULL_MESH(false),
  /** Agents answer independently; a refining agent merges the answers and states where they conflict. */
  PARALLEL_REFINE(false),
  /** Several cheap models answer first; a strong one is asked only if they disagree. */
  AGREEMENT_GATE(false),
  /** One agent delegates parts of the work to the others and puts the result together. */
  SUPERVISOR(false),
  /** A tool graph does the work step by step; no agent has to choose a tool. */
  TOOL_GRAPH(false);

  private final boolean single;

  CollaborationMode(boolean single) {
    this.single = single;
  }

  /** Returns whether exactly one agent works in this mode, so that the number of agents is not open to choice. */
  public boolean isSingle() {
    return single;
  }
}
