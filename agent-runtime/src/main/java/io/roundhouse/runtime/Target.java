package io.roundhouse.runtime;

/** What a run is about. */
public sealed interface Target {

  /** The name in the catalog. */
  String name();

  /** One call of a tool; for a tool graph, all the calls it takes. */
  record ToolTarget(String name) implements Target {}

  /**
   * One request to an agent. The name {@code auto} is a front desk over all agents that are no front desks themselves, unless an agent is
   * called so.
   */
  record AgentTarget(String name) implements Target {

    /** The name that lets the controller choose. */
    public static final String AUTO = "auto";
  }

  /**
   * One question to a model, without an agent around it. The name {@code auto} lets the controller choose, unless a model is called so.
   * The input is an object with {@code messages} ({@code role}, {@code content}, and for tools {@code tool-calls} or
   * {@code tool-call-id}) and optionally {@code tools}, {@code tool-choice}, {@code output} (a JSON Schema, or true for any JSON),
   * {@code temperature}, {@code top-p}, {@code frequency-penalty}, {@code presence-penalty}, {@code max-output-tokens}, {@code stop}.
   */
  record ModelTarget(String name) implements Target {

    /** The name that lets the controller choose. */
    public static final String AUTO = "auto";
  }
}
