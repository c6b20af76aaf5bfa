package io.roundhouse.protocols.control;

import io.roundhouse.protocols.access.AccessRules;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Tool;
import java.util.List;
import java.util.Set;

/** Adds the tools that stand in front of a large catalog. */
public final class ControlPlane {

  /** The names of the tools. */
  public static final Set<String> NAMES = Set.of(FindTools.NAME, RouteTool.NAME);

  private ControlPlane() {}

  /** The tools over what this runtime hosts, at any time, for whom {@code rules} show it. */
  public static List<Tool> tools(AgentRuntime runtime, AccessRules rules, Ranking ranking, ControlOptions options) {
    CatalogIndex index = new CatalogIndex(runtime, rules, ranking);
    return List.of(FindTools.tool(index), RouteTool.tool(runtime, index, options));
  }
}
