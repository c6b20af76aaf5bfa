package io.roundhouse.runtime;

/** What a run is about. */
public sealed interface Target {

  /** The name in the catalog. */
  String name();

  /** One call of a tool; for a tool graph, all the calls it takes. */
  record ToolTarget(String name) implements Target {}

  /** One request to an agent. */
  record AgentTarget(String name) implements Target {}
}
