package io.roundhouse.server.cli;

import io.roundhouse.runtime.Agent;
import io.roundhouse.server.Roundhouse;
import java.util.ArrayList;
import java.util.List;

/** Commands that somebody can paste into a shell to see the server answer. */
final class Suggestions {

  private static final String JSON = " -H 'Content-Type: application/json'";
  private static final String MCP = JSON + " -H 'Accept: application/json, text/event-stream'"
      + " -H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: tools/list'";

  private Suggestions() {}

  static List<String> of(Roundhouse server) {
    List<String> lines = new ArrayList<>();
    lines.add("Try, as an MCP client and as an A2A client:");
    lines.add("  curl -s " + server.mcpUrl() + MCP + " -d '" + call("tools/list",
        "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}}") + "'");
    server.runtime().catalog().agents().stream().map(Agent::name).findFirst().ifPresent(agent ->
        lines.add("  curl -s " + server.a2aUrl(agent) + JSON + " -H 'A2A-Version: 1.0' -d '" + call("SendMessage",
            "{\"message\":{\"messageId\":\"m1\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"Ada\"}]}}") + "'"));
    return lines;
  }

  private static String call(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
  }
}
