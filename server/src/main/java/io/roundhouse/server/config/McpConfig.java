package io.roundhouse.server.config;

import io.roundhouse.protocols.approval.ApprovalMode;
import io.roundhouse.protocols.mcp.McpOptions;
import io.roundhouse.protocols.mcp.ToolPresentation;
import java.util.Map;

/**
 * How the server presents itself to MCP clients. Immutable.
 *
 * @param options the endpoint's; sessions are bounded by {@link LimitsConfig}
 * @param tools how tools look, by the name clients know them under
 * @param approvals how approvals and choices are asked for
 */
public record McpConfig(McpOptions options, Map<String, ToolPresentation> tools, ApprovalMode approvals) {

  public McpConfig {
    tools = Map.copyOf(tools);
  }

  /** The endpoint's own defaults, and plain tools. */
  public static McpConfig ofDefaults() {
    return new McpConfig(McpOptions.ofDefaults(), Map.of(), ApprovalMode.FORM);
  }
}
