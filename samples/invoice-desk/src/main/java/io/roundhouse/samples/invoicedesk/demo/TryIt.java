package io.roundhouse.samples.invoicedesk.demo;

import io.roundhouse.server.Roundhouse;
import java.util.List;

/** Where the server answers, and commands to paste into another terminal. Stateless. */
final class TryIt {
  private static final String POST = " -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream'";

  private TryIt() {}

  static List<String> lines(Roundhouse server, InvoiceAccount example) {
    String mcp = server.mcpUrl().toString();
    return List.of(
        "Try it (in another terminal):",
        "  MCP " + mcp + "   A2A " + server.a2aUrl("desk") + "   runs " + server.url() + "/runs   health " + server.url() + "/health",
        "",
        "  # Post an invoice again over MCP: the ledger recognises it and books nothing.",
        "  S=$(curl -si " + mcp + POST + " -d '" + rpc("initialize",
            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"curl\",\"version\":\"1\"}}")
            + "' | tr -d '\\r' | awk 'tolower($1) == \"mcp-session-id:\" {print $2}')",
        "  curl -s " + mcp + POST + " -H \"Mcp-Session-Id: $S\" -d '"
            + rpc("tools/call", "{\"name\":\"invoice\",\"arguments\":{\"file\":\"invoice-001.xml\"}}") + "'",
        "",
        "  # Ask the front desk over A2A; it picks the agent that answers, without a model.",
        "  curl -s " + server.a2aUrl("desk") + " -H 'Content-Type: application/json' -H 'A2A-Version: 1.0' -d '" + rpc("SendMessage",
            "{\"message\":{\"messageId\":\"m1\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"How many invoices are posted?\"}]}}") + "'",
        "",
        "  # Read how " + example.file() + " found its way, with every decision and its reason.",
        "  curl -s " + server.url() + "/runs/" + example.run());
  }

  private static String rpc(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
  }
}
