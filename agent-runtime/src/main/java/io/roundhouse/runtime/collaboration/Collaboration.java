package io.roundhouse.runtime.collaboration;

import io.roundhouse.routers.CollaborationMode;
import io.vertx.core.Future;

/** A way for agents to work on one request. Implementations hold no state, so one serves all runs. */
@FunctionalInterface
public interface Collaboration {

  /** Has the members of the table come to one answer; fails only if none of them can answer. */
  Future<Answer> work(Table table);

  /**
   * The class of this mode. A tool graph is not worked by agents; in that mode the first member answers alone, and the log says so.
   */
  static Collaboration of(CollaborationMode mode) {
    return switch (mode) {
      case SOLO -> new Solo();
      case CHAIN_OF_THOUGHT -> new ChainOfThought();
      case REFLECTION -> new Reflection();
      case CHAIN -> new Chain();
      case DEBATE -> new Debate();
      case FULL_MESH -> new FullMesh();
      case PARALLEL_REFINE -> new ParallelRefine();
      case AGREEMENT_GATE -> new AgreementGate();
      case SUPERVISOR -> new Supervisor();
      case TOOL_GRAPH -> table -> table.degraded(CollaborationMode.SOLO, "a tool graph is called as a tool, not worked by agents")
          .compose(recorded -> new Solo().work(table));
    };
  }
}
