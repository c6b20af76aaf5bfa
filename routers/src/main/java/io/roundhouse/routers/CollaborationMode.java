package io.roundhouse.routers;

/**
 * How the chosen agents work on one request. The first six are the modes of MasRouter (arXiv 2502.11133); parallel and refine is
 * from TCAR (arXiv 2601.04544), the agreement gate from ACAR (arXiv 2602.21231). Without training only {@link #SOLO} is chosen.
 */
public enum CollaborationMode {
  /** One agent answers directly. */
  SOLO(true, "One agent answers at once; for simple questions."),
  /** One agent writes down its reasoning before it answers. */
  CHAIN_OF_THOUGHT(true, "One agent reasons step by step before it answers."),
  /** A draft is criticised and written again until the critic is content or the rounds are used up. */
  REFLECTION(false, "A draft is criticised and improved until it holds."),
  /** Agents work one after the other; each gets the answer of the one before. */
  CHAIN(false, "Agents take each other's work further, one after the other; for work with several phases."),
  /** Agents answer, read each other's answers and answer again, until they agree or the rounds are used up. */
  DEBATE(false, "Agents answer, read the others and answer again until they agree; for contested questions."),
  /** Every agent sees the messages of every other agent in each round. */
  FULL_MESH(false, "Every agent hears every other in each round; for problems that need all views."),
  /** Agents answer independently; a refining agent merges the answers and states where they conflict. */
  PARALLEL_REFINE(false, "Agents answer apart from each other and one merges the answers, naming conflicts."),
  /** Several cheap models answer first; a strong one is asked only if they disagree. */
  AGREEMENT_GATE(false, "Cheap models answer first; a strong one is asked only if they disagree."),
  /** One agent delegates parts of the work to the others and puts the result together. */
  SUPERVISOR(false, "One agent hands out tasks to the others and puts the results together; for large requests."),
  /** A tool graph does the work step by step; no agent has to choose a tool. */
  TOOL_GRAPH(false, "Tools do the work step by step without an agent choosing them.");

  private final boolean single;
  private final String purpose;

  CollaborationMode(boolean single, String purpose) {
    this.single = single;
    this.purpose = purpose;
  }

  /** Returns one sentence that says what happens in this mode and what for; networks choose by it. */
  public String purpose() {
    return purpose;
  }

  /** Returns whether exactly one agent works in this mode, so that the number of agents is not open to choice. */
  public boolean isSingle() {
    return single;
  }
}
