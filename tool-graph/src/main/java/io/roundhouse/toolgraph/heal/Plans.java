package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.plan.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in a few words how one plan differs from another. */
final class Plans {

  private Plans() {}

  /** Returns the tools that only the new plan calls, or all its tools if there are none. */
  static String difference(Plan oldPlan, Plan newPlan) {
    Set<ToolId> before = new HashSet<>(oldPlan.tools());
    List<ToolId> fresh = newPlan.tools().stream().filter(tool -> !before.contains(tool)).toList();
    return (fresh.isEmpty() ? newPlan.tools() : fresh).stream().map(ToolId::value).collect(Collectors.joining(", "));
  }
}
