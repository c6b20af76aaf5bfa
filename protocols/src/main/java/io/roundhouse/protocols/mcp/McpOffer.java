package io.roundhouse.protocols.mcp;

import io.roundhouse.protocols.approval.ApprovalPages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the MCP endpoint makes of the catalog for its clients, and what it offers besides. Immutable; safe to share.
 *
 * @param visibility which tools a client sees and may call
 * @param tools how tools look, by the name they are listed under; those that are not here look {@link ToolPresentation#PLAIN}
 * @param resources what can be read besides runs and their traces
 * @param prompts prompts besides the instructions of agents
 * @param approvals where clients that can open an address are sent to approve and to choose; null to ask everybody by form
 */
public record McpOffer(
    ToolVisibility visibility, Map<String, ToolPresentation> tools, List<ResourceSource> resources, List<PromptSource> prompts,
    @Nullable ApprovalPages approvals) {

  public McpOffer {
    tools = Map.copyOf(tools);
    resources = List.copyOf(resources);
    prompts = List.copyOf(prompts);
  }

  /** The whole catalog for everybody. */
  public static McpOffer ofDefaults() {
    return new McpOffer(ToolVisibility.ALL, Map.of(), List.of(), List.of(), null);
  }

  /** The same offer, of which a client sees and calls what {@code rule} says. */
  public McpOffer withVisibility(ToolVisibility rule) {
    return new McpOffer(rule, tools, resources, prompts, approvals);
  }

  /** The same offer, in which a tool looks like this. */
  public McpOffer withTool(String name, ToolPresentation presentation) {
    Map<String, ToolPresentation> all = new HashMap<>(tools);
    all.put(name, presentation);
    return new McpOffer(visibility, all, resources, prompts, approvals);
  }

  /** The same offer with more to read. */
  public McpOffer withResources(ResourceSource source) {
    return new McpOffer(visibility, tools, with(resources, source), prompts, approvals);
  }

  /** The same offer with more prompts. */
  public McpOffer withPrompts(PromptSource source) {
    return new McpOffer(visibility, tools, resources, with(prompts, source), approvals);
  }

  /** The same offer, whose approvals are asked by address where the client can open one. */
  public McpOffer withApprovals(ApprovalPages pages) {
    return new McpOffer(visibility, tools, resources, prompts, pages);
  }

  ToolPresentation tool(String name) {
    return tools.getOrDefault(name, ToolPresentation.PLAIN);
  }

  private static <T> List<T> with(List<T> old, T value) {
    List<T> all = new ArrayList<>(old);
    all.add(value);
    return all;
  }
}
