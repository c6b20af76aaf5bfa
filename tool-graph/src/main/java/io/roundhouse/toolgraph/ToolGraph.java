package io.roundhouse.toolgraph;

import io.roundhouse.toolgraph.internal.IdSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A validated tool graph: items, the tools between them, what the caller gives at the start and what is wanted at the end. Immutable and
 * safe to share. Everything iterates in the order of ids, however the graph was written down.
 */
public final class ToolGraph {

  private final String name;
  private final Set<ItemId> items;
  private final List<ToolArc> tools;
  private final Set<ItemId> inputs;
  private final GoalLadder goals;
  private final CostWeights weights;
  private final GraphIndex index;

  private ToolGraph(String name, Set<ItemId> items, ToolArc[] tools, Set<ItemId> inputs, GoalLadder goals, CostWeights weights) {
    this.name = name;
    this.items = IdSet.copyOf(items);
    this.tools = Collections.unmodifiableList(Arrays.asList(tools));
    this.inputs = IdSet.copyOf(inputs);
    this.goals = goals;
    this.weights = weights;
    this.index = new GraphIndex(this.items.toArray(ItemId[]::new), tools, weights);
  }

  /** Starts a graph of that name. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Returns the graph's name. */
  public String name() {
    return name;
  }

  /** Returns all items, in the order of their ids. */
  public Set<ItemId> items() {
    return items;
  }

  /** Returns all tools in the order of their ids, with undo tools and implicit arcs. */
  public List<ToolArc> tools() {
    return tools;
  }

  /** Returns the tool of that id; throws {@link GraphException.UnknownName} if there is none. */
  public ToolArc tool(ToolId id) {
    return find(id).orElseThrow(() -> new GraphException.UnknownName(name, "tool", id));
  }

  /** Returns the tool of that id, if there is one. */
  public Optional<ToolArc> find(ToolId id) {
    int tool = index.tool(id);
    return tool < 0 ? Optional.empty() : Optional.of(index.arc(tool));
  }

  /** Returns the items that the caller gives at the start. */
  public Set<ItemId> inputs() {
    return inputs;
  }

  /** Returns what the graph is for. */
  public GoalLadder goals() {
    return goals;
  }

  /** Returns how price, latency and failure rate add up. */
  public CostWeights weights() {
    return weights;
  }

  /** Returns the same graph as numbered arrays, for algorithms. */
  public GraphIndex index() {
    return index;
  }

  /** Returns true if the other object is a graph with the same content. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ToolGraph that && name.equals(that.name) && items.equals(that.items) && tools.equals(that.tools)
        && inputs.equals(that.inputs) && goals.equals(that.goals) && weights.equals(that.weights);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + tools.hashCode();
  }

  @Override
  public String toString() {
    return "graph '%s' (%d items, %d tools, %d rungs)".formatted(name, items.size(), tools.size(), goals.size());
  }

  /** Collects the parts of a graph; {@link #build()} checks that they hold together. Not thread-safe. */
  public static final class Builder {

    private final String name;
    private final Set<ItemId> declared = new TreeSet<>();
    private final Set<ItemId> inputs = new TreeSet<>();
    private final List<ToolArc> arcs = new ArrayList<>();
    private final List<GoalLadder.Rung> rungs = new ArrayList<>();
    private CostWeights weights = CostWeights.ofDefaults();

    private Builder(String name) {
      Names.check("graph", name);
      this.name = name;
    }

    /** Declares items. As soon as one is declared, every other name is an error; otherwise tools and inputs declare them. */
    public Builder items(String... names) {
      declared.addAll(ids(names));
      return this;
    }

    /** Says which items the caller gives at the start. */
    public Builder inputs(String... names) {
      inputs.addAll(ids(names));
      return this;
    }

    /** Adds a tool. */
    public Builder tool(ToolArc arc) {
      arcs.add(arc);
      return this;
    }

    /** Says that whoever knows {@code special} also knows {@code general}, at no cost. */
    public Builder subtype(String special, String general) {
      return subtype(special, general, Cost.FREE);
    }

    /** Says that {@code special} can stand for {@code general} without a call, but that planning counts a cost for it. */
    public Builder subtype(String special, String general, Cost cost) {
      return tool(ToolArc.of(special + " is " + general).needs(special).yields(general).withCost(cost).asImplicit());
    }

    /** Says that {@code outcome} holds as soon as any {@code count} of the votes are known. */
    public Builder quorum(String outcome, int count, String... votes) {
      return tool(ToolArc.of("quorum for " + outcome).needs(votes).withRequired(count).yields(outcome).asImplicit());
    }

    /** Adds the next weaker goal to the ladder; the first one is the best. */
    public Builder rung(String rungName, String... wanted) {
      rungs.add(new GoalLadder.Rung(rungName, ids(wanted)));
      return this;
    }

    /** Adds a rung named {@code goal}, for graphs that have only one. */
    public Builder goal(String... wanted) {
      return rung("goal", wanted);
    }

    /** Says how price, latency and failure rate add up; without it only the price counts. */
    public Builder weights(CostWeights costWeights) {
      this.weights = costWeights;
      return this;
    }

    /** Returns the graph; throws {@link GraphException.Invalid} with one sentence per mistake. */
    public ToolGraph build() {
      TreeSet<ItemId> items = new TreeSet<>(declared);
      items.addAll(inputs);
      TreeMap<ToolId, ToolArc> tools = new TreeMap<>();
      List<String> problems = new ArrayList<>();
      for (ToolArc arc : arcs) {
        items.addAll(arc.inputs());
        items.addAll(arc.outputs());
        if (tools.put(arc.id(), arc) != null) {
          problems.add("graph '%s' has two tools named '%s'; rename one".formatted(name, arc.id()));
        }
      }
      rungs.forEach(rung -> items.addAll(rung.items()));
      GraphCheck check = new GraphCheck(name, declared, inputs, tools, rungs, weights, problems);
      check.names();
      check.throwIfBroken();
      ToolGraph graph = new ToolGraph(name, items, tools.values().toArray(ToolArc[]::new), inputs, new GoalLadder(rungs), weights);
      check.shape(graph);
      check.throwIfBroken();
      return graph;
    }

    private static Set<ItemId> ids(String... names) {
      return Arrays.stream(names).map(ItemId::of).collect(Collectors.toSet());
    }
  }
}
