package io.roundhouse.server.config;

import io.roundhouse.runtime.StepBinding;
import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.Effect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a tool graph. Immutable.
 *
 * @param id its name within the graph
 * @param binding the tool it calls, the arguments and where its items are in the result
 * @param needs the items it can not begin without
 * @param effect what the call does; null if the tool says it
 * @param undo the step that takes it back; null if none does
 * @param domain the provider it depends on; null if it stands alone
 * @param exclusiveGroup at most one step of the group may have a standing effect; null for none
 * @param cost what a call is expected to cost
 * @param gated whether a person has to approve each call
 */
public record StepConfig(String id, StepBinding binding, List<String> needs, @Nullable Effect effect, @Nullable String undo,
    @Nullable String domain, @Nullable String exclusiveGroup, Cost cost, boolean gated) {

  public StepConfig {
    needs = List.copyOf(needs);
  }
}
