package io.roundhouse.runtime;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a runtime hosts at one moment: agents, tools and models by name. Immutable; safe to share.
 *
 * <p>Every change yields a new snapshot with the next version; {@link AgentRuntime#update} swaps it in. Runs under way keep the
 * snapshot they began with for agents, and look tools up in the newest one.
 */
public final class Catalog {

  private static final Catalog EMPTY = new Catalog(0, Map.of(), Map.of(), Map.of(), Map.of());

  private final long version;
  private final Map<String, Tool> tools;
  private final Map<String, Agent> agents;
  private final Map<String, Model> models;
  private final Map<String, List<StepBinding>> standIns;

  private Catalog(
      long version,
      Map<String, Tool> tools,
      Map<String, Agent> agents,
      Map<String, Model> models,
      Map<String, List<StepBinding>> standIns) {
    this.version = version;
    this.tools = tools;
    this.agents = agents;
    this.models = models;
    this.standIns = standIns;
  }

  /** The catalog with nothing in it, version 0. */
  public static Catalog empty() {
    return EMPTY;
  }

  /** Grows by one with every change. */
  public long version() {
    return version;
  }

  /** All tools, sorted by name. */
  public Collection<Tool> tools() {
    return tools.values();
  }

  /** All agents, sorted by name. */
  public Collection<Agent> agents() {
    return agents.values();
  }

  /** All models, sorted by name. */
  public Collection<Model> models() {
    return models.values();
  }

  /** The tool of this name. */
  public Optional<Tool> tool(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  /** The agent of this name. */
  public Optional<Agent> agent(String name) {
    return Optional.ofNullable(agents.get(name));
  }

  /** The model of this name. */
  public Optional<Model> model(String name) {
    return Optional.ofNullable(models.get(name));
  }

  /** A snapshot with this tool, in place of one of the same name. */
  public Catalog with(Tool tool) {
    return new Catalog(version + 1, added(tools, tool.name(), tool), agents, models, standIns);
  }

  /** A snapshot with this agent, in place of one of the same name. */
  public Catalog with(Agent agent) {
    return new Catalog(version + 1, tools, added(agents, agent.name(), agent), models, standIns);
  }

  /** A snapshot with this model, in place of one of the same name. */
  public Catalog with(Model model) {
    return new Catalog(version + 1, tools, agents, added(models, model.name(), model), standIns);
  }

  /**
   * Which tools may answer in place of this one, dearest last; empty if none was declared. They are used when an agent or a client
   * calls the tool and it is down; inside a tool graph the graph alone decides.
   */
  public List<StepBinding> standIns(String tool) {
    return standIns.getOrDefault(tool, List.of());
  }

  /**
   * A snapshot in which these tools may answer in place of {@code tool}, preferred first, in place of what was declared before.
   *
   * @param bindings how the arguments of the call become those of each stand-in: {@code $arguments.name} is an argument of the call,
   *     and a binding that yields {@code result} from a path takes that part of the stand-in's result as the answer
   */
  public Catalog withStandIns(String tool, List<StepBinding> bindings) {
    return new Catalog(version + 1, tools, agents, models, added(standIns, tool, List.copyOf(bindings)));
  }

  /** A snapshot without the tool of this name. */
  public Catalog withoutTool(String name) {
    Map<String, Tool> rest = new TreeMap<>(tools);
    rest.remove(name);
    return new Catalog(version + 1, Collections.unmodifiableMap(rest), agents, models, standIns);
  }

  private static <T> Map<String, T> added(Map<String, T> old, String name, T value) {
    Map<String, T> all = new TreeMap<>(old);
    all.put(name, value);
    return Collections.unmodifiableMap(all);
  }
}
