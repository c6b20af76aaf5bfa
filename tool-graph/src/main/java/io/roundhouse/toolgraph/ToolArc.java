package io.roundhouse.toolgraph;

import io.roundhouse.toolgraph.internal.IdSet;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tool of a graph: it can be called when {@code required} of its {@code inputs} are known, and then yields all its {@code outputs}.
 * Two tools with an output in common are alternatives. Immutable; both sets iterate in the order of their ids.
 *
 * @param required how many of the inputs are needed; all of them unless it is a quorum
 * @param undo the tool that takes the effect back, for {@link Effect#COMPENSATABLE}
 * @param domain the provider it depends on; when that is down, all its tools are
 * @param exclusiveGroup at most one tool of the group may have a standing effect in a run
 * @param gated a person has to approve each run's call
 * @param implicit nothing is called: the outputs hold as soon as the inputs do (subtypes, quorums)
 */
public record ToolArc(ToolId id, Set<ItemId> inputs, Set<ItemId> outputs, int required, Effect effect, Cost cost, @Nullable ToolId undo,
    @Nullable String domain, @Nullable String exclusiveGroup, boolean gated, boolean implicit) {

  /** Copies the sets in the order of their ids. */
  public ToolArc {
    inputs = IdSet.copyOf(inputs);
    outputs = IdSet.copyOf(outputs);
  }

  /** Returns a free, pure tool without inputs and outputs; add them with {@link #needs} and {@link #yields}. */
  public static ToolArc of(String id) {
    return new ToolArc(ToolId.of(id), Set.of(), Set.of(), 0, Effect.PURE, Cost.FREE, null, null, null, false, false);
  }

  /** Returns this tool needing all these items. */
  public ToolArc needs(String... items) {
    Set<ItemId> ids = ids(items);
    return new ToolArc(id, ids, outputs, ids.size(), effect, cost, undo, domain, exclusiveGroup, gated, implicit);
  }

  /** Returns this tool needing any {@code count} of its inputs instead of all. */
  public ToolArc withRequired(int count) {
    return new ToolArc(id, inputs, outputs, count, effect, cost, undo, domain, exclusiveGroup, gated, implicit);
  }

  /** Returns this tool yielding all these items. */
  public ToolArc yields(String... items) {
    return new ToolArc(id, inputs, ids(items), required, effect, cost, undo, domain, exclusiveGroup, gated, implicit);
  }

  /** Returns this tool with another effect. */
  public ToolArc withEffect(Effect other) {
    return new ToolArc(id, inputs, outputs, required, other, cost, undo, domain, exclusiveGroup, gated, implicit);
  }

  /** Returns this tool with another cost. */
  public ToolArc withCost(Cost other) {
    return new ToolArc(id, inputs, outputs, required, effect, other, undo, domain, exclusiveGroup, gated, implicit);
  }

  /** Returns this tool as {@link Effect#COMPENSATABLE}, undone by the tool of that name. */
  public ToolArc undoneBy(String tool) {
    return new ToolArc(id, inputs, outputs, required, Effect.COMPENSATABLE, cost, ToolId.of(tool), domain, exclusiveGroup, gated, implicit);
  }

  /** Returns this tool depending on that provider. */
  public ToolArc withDomain(@Nullable String provider) {
    return new ToolArc(id, inputs, outputs, required, effect, cost, undo, provider, exclusiveGroup, gated, implicit);
  }

  /** Returns this tool as a member of an exclusive group. */
  public ToolArc withExclusiveGroup(@Nullable String group) {
    return new ToolArc(id, inputs, outputs, required, effect, cost, undo, domain, group, gated, implicit);
  }

  /** Returns this tool with or without the need of an approval. */
  public ToolArc withGated(boolean approvalNeeded) {
    return new ToolArc(id, inputs, outputs, required, effect, cost, undo, domain, exclusiveGroup, approvalNeeded, implicit);
  }

  /** Returns this arc as one that holds by itself, without a call. */
  ToolArc asImplicit() {
    return new ToolArc(id, inputs, outputs, required, effect, cost, undo, domain, exclusiveGroup, gated, true);
  }

  /** Returns true if the other tool takes and yields exactly the same items. */
  public boolean hasContractOf(ToolArc other) {
    return inputs.equals(other.inputs) && outputs.equals(other.outputs);
  }

  private static Set<ItemId> ids(String... items) {
    return Arrays.stream(items).map(ItemId::of).collect(Collectors.toSet());
  }
}
