package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** How a request is put in an era: what goes with its parameters, and which headers show it to those on the way. */
sealed interface Dialect {

  /** What we call ourselves. */
  ObjectNode CLIENT = JsonNodeFactory.instance.objectNode().put("name", "roundhouse").put("version", "0.1.0");

  /** The parameters as they are sent. */
  ObjectNode params(Ask ask, long id);

  /** The headers as they are sent. */
  Map<String, String> headers(Ask ask);

  /** In a session, version and capabilities are agreed once. */
  record Session() implements Dialect {

    @Override
    public ObjectNode params(Ask ask, long id) {
      return ask.conversation().isAttended() ? withToken(ask.params().deepCopy(), id) : ask.params();
    }

    @Override
    public Map<String, String> headers(Ask ask) {
      return Map.of();
    }
  }

  /** Without sessions, everything goes with every request, and headers mirror the body (specification 2026-07-28, "Request Metadata"). */
  record Stateless(String revision, JsonNode capabilities) implements Dialect {

    /** Calls may become tasks, which are waited for. */
    public Stateless {
      ObjectNode all = capabilities.deepCopy();
      all.withObjectProperty("extensions").putObject("io.modelcontextprotocol/tasks");
      capabilities = all;
    }

    private static final String PREFIX = "io.modelcontextprotocol/";

    @Override
    public ObjectNode params(Ask ask, long id) {
      ObjectNode params = ask.params().deepCopy();
      ObjectNode meta = params.withObjectProperty("_meta");
      meta.put(PREFIX + "protocolVersion", revision);
      meta.set(PREFIX + "clientInfo", CLIENT);
      meta.set(PREFIX + "clientCapabilities", capabilities);
      if (!ask.conversation().isAttended()) {
        return params;
      }
      meta.put(PREFIX + "logLevel", "info");
      return withToken(params, id);
    }

    @Override
    public Map<String, String> headers(Ask ask) {
      Map<String, String> headers = new HashMap<>(ask.headers());
      headers.put("MCP-Protocol-Version", revision);
      headers.put("Mcp-Method", ask.method());
      String name = switch (ask.method()) {
        case "tools/call", "prompts/get" -> ask.params().path("name").asText("");
        case "resources/read" -> ask.params().path("uri").asText("");
        case "tasks/get", "tasks/update", "tasks/cancel" -> ask.params().path("taskId").asText("");
        default -> "";
      };
      if (!name.isEmpty()) {
        headers.put("Mcp-Name", ParamHeaders.encode(name));
      }
      return headers;
    }
  }

  private static ObjectNode withToken(ObjectNode params, long id) {
    params.withObjectProperty("_meta").put("progressToken", id);
    return params;
  }
}
