package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tools of one server, as it last listed them. Thread-safe. */
final class Toolbox {

  private static final Logger LOG = LoggerFactory.getLogger(Toolbox.class);

  /** Calls a tool by the server's own name for it. */
  @FunctionalInterface
  interface Caller {
    Future<ToolResult> call(String remote, ToolCall call);
  }

  private final McpServer server;
  private final Caller caller;
  private final List<AgentRuntime> joined = new ArrayList<>();
  private Map<String, JsonNode> definitions = Map.of();
  private Map<String, Tool> tools = Map.of();
  private int unusable;

  Toolbox(McpServer server, Caller caller) {
    this.server = server;
    this.caller = caller;
  }

  synchronized List<Tool> tools() {
    return List.copyOf(tools.values());
  }

  synchronized String summary() {
    return tools.size() + " tools" + (unusable == 0 ? "" : ", " + unusable + " more that cannot be used, see the log");
  }

  synchronized void join(AgentRuntime runtime) {
    joined.add(runtime);
    runtime.update(catalog -> changed(catalog, Map.of(), tools));
  }

  /** Takes a new list; tools whose definition is unchanged stay the same objects. */
  synchronized void update(List<JsonNode> listed) {
    Map<String, JsonNode> newDefinitions = new HashMap<>();
    Map<String, Tool> newTools = new TreeMap<>();
    for (JsonNode definition : listed) {
      String remote = definition.path("name").asText("");
      Tool known = definition.equals(definitions.get(remote)) ? tools.get(server.prefix() + remote) : null;
      Tool tool = known != null ? known : translate(remote, definition);
      if (tool != null) {
        newDefinitions.put(remote, definition);
        newTools.put(tool.name(), tool);
      }
    }
    Map<String, Tool> before = tools;
    definitions = newDefinitions;
    tools = newTools;
    unusable = listed.size() - newTools.size();
    if (!before.equals(newTools)) {
      joined.forEach(runtime -> runtime.update(catalog -> changed(catalog, before, newTools)));
    }
  }

  private @Nullable Tool translate(String remote, JsonNode definition) {
    try {
      return Translation.tool(server, definition, call -> caller.call(remote, call));
    } catch (CatalogException e) {
      LOG.warn("tool '{}' of server '{}' cannot be used: {}", remote, server.name(), e.getMessage());
      return null;
    }
  }

  private static Catalog changed(Catalog catalog, Map<String, Tool> before, Map<String, Tool> after) {
    Catalog next = catalog;
    for (Tool old : before.values()) {
      if (!after.containsKey(old.name()) && next.tool(old.name()).filter(old::equals).isPresent()) {
        next = next.withoutTool(old.name());
      }
    }
    for (Tool tool : after.values()) {
      if (!tool.equals(before.get(tool.name()))) {
        next = next.with(tool);
      }
    }
    return next;
  }
}
