package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.mcp.client.pinning.Held;
import io.roundhouse.protocols.mcp.client.pinning.Review;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tools of one server, as it last listed them and as far as they are taken over. Thread-safe. */
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
  private Map<String, Held> held = Map.of();
  private Set<String> collisions = Set.of();
  private int unusable;

  Toolbox(McpServer server, Caller caller) {
    this.server = server;
    this.caller = caller;
  }

  synchronized List<Tool> tools() {
    return List.copyOf(tools.values());
  }

  /** Why a tool may not be called; null if it may. */
  synchronized @Nullable Held held(String remote) {
    return held.get(remote);
  }

  synchronized List<Held> held() {
    return List.copyOf(held.values());
  }

  /** Names of tools that are somebody else's in the catalogs we have joined. */
  synchronized Set<String> others() {
    return joined.stream()
        .flatMap(runtime -> runtime.catalog().tools().stream())
        .filter(tool -> !tool.equals(tools.get(tool.name())))
        .map(Tool::name)
        .collect(Collectors.toSet());
  }

  synchronized String summary() {
    StringBuilder text = new StringBuilder(tools.size() + " tools");
    if (unusable > 0) {
      text.append(", ").append(unusable).append(" more that cannot be used, see the log");
    }
    if (!held.isEmpty()) {
      text.append("; waiting for approval: ").append(String.join(", ", new TreeSet<>(held.keySet())));
    }
    if (!collisions.isEmpty()) {
      text.append("; left out, because somebody else has the name: ").append(String.join(", ", collisions));
    }
    return text.toString();
  }

  synchronized void join(AgentRuntime runtime) {
    joined.add(runtime);
    runtime.update(catalog -> changed(catalog, Map.of(), tools));
  }

  /** Takes a new list; tools whose definition is unchanged stay the same objects. */
  synchronized void update(Review review) {
    Map<String, JsonNode> newDefinitions = new HashMap<>();
    Map<String, Tool> newTools = new TreeMap<>();
    int wanted = 0;
    for (JsonNode definition : review.usable()) {
      String remote = definition.path("name").asText("");
      String name = server.selection().nameFor(remote).map(server.prefix()::concat).orElse(null);
      if (name == null) {
        continue;
      }
      wanted++;
      Tool known = definition.equals(definitions.get(remote)) ? tools.get(name) : null;
      Tool tool = known != null ? known : translate(remote, name, definition);
      if (tool != null && newTools.putIfAbsent(name, tool) != null) {
        LOG.warn("tool '{}' of server '{}' is left out: another of its tools is called '{}' here", remote, server.name(), name);
      } else if (tool != null) {
        newDefinitions.put(remote, definition);
      }
    }
    review.held().forEach((remote, holding) -> {
      if (!held.containsKey(remote)) {
        LOG.warn("{}\n  {}", holding.sentence(), String.join("\n  ", holding.differences()));
      }
    });
    Map<String, Tool> before = tools;
    definitions = newDefinitions;
    tools = newTools;
    held = review.held();
    unusable = wanted - newTools.size();
    if (!before.equals(newTools)) {
      joined.forEach(runtime -> runtime.update(catalog -> changed(catalog, before, newTools)));
    }
  }

  private @Nullable Tool translate(String remote, String name, JsonNode definition) {
    try {
      return Translation.tool(server, name, definition, call -> caller.call(remote, call));
    } catch (CatalogException e) {
      LOG.warn("tool '{}' of server '{}' cannot be used: {}", remote, server.name(), e.getMessage());
      return null;
    }
  }

  /** Puts the tools in place of the earlier ones; a name that somebody else has already stays theirs. */
  private Catalog changed(Catalog catalog, Map<String, Tool> before, Map<String, Tool> after) {
    Catalog next = catalog;
    Set<String> taken = new TreeSet<>();
    for (Tool old : before.values()) {
      if (!after.containsKey(old.name()) && next.tool(old.name()).filter(old::equals).isPresent()) {
        next = next.withoutTool(old.name());
      }
    }
    for (Tool tool : after.values()) {
      Tool present = next.tool(tool.name()).orElse(null);
      boolean ours = present == null || present.equals(before.get(tool.name())) || present.equals(tool);
      if (!ours) {
        taken.add(tool.name());
      } else if (present == null || !present.equals(tool)) {
        next = next.with(tool);
      }
    }
    if (!taken.equals(collisions)) {
      taken.forEach(name -> LOG.warn(
          "tool '{}' of server '{}' is left out: the catalog has a tool of that name; give it another name or the server another prefix",
          name, server.name()));
    }
    collisions = taken;
    return next;
  }
}
