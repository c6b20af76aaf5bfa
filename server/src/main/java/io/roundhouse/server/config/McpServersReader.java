package io.roundhouse.server.config;

import io.roundhouse.server.config.McpServerConfig.Connection;
import io.roundhouse.toolgraph.Effect;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the section {@code mcp-servers}. */
final class McpServersReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private McpServersReader() {}

  static Map<String, McpServerConfig> read(Map<String, Node> section) {
    Map<String, McpServerConfig> servers = new LinkedHashMap<>();
    section.forEach((name, node) -> servers.put(name, server(name, node)));
    return servers;
  }

  private static McpServerConfig server(String name, Node node) {
    if (!NAME.matcher(name).matches()) {
      node.scope().problem(node.start(), "MCP server name '" + name + "'", "expected 1 to 64 letters, digits, _ or -");
    }
    node.scope().references().openPrefix(name + ".");
    Fields fields = node.fields();
    McpServerConfig server = new McpServerConfig(
        name,
        connection(fields),
        values(fields.named("effects"), effect -> effect.oneOf(Effect.class)),
        fields.optional("timeout").map(Node::duration).orElse(Duration.ofSeconds(30)),
        fields.optional("restart-backoff").map(Node::duration).orElse(Duration.ofMillis(500)));
    fields.end();
    return server;
  }

  private static Connection connection(Fields fields) {
    boolean command = fields.has("command");
    boolean url = fields.has("url");
    if (command == url && fields.owner().isMapping()) {
      fields.owner().problem(fields.owner().place() + " has " + (command ? "both command and url" : "neither command nor url"),
          "expected exactly one of them");
    }
    for (String key : List.of("env", "dir")) {
      belongs(fields, key, command, "command");
    }
    belongs(fields, "headers", url, "url");
    Connection http = new Connection.Http(
        fields.optional("url").map(Node::url).orElse(URI.create("http://localhost")),
        values(fields.named("headers"), Node::word));
    Connection process = new Connection.Command(
        fields.optional("command").map(McpServersReader::command).orElse(List.of()),
        values(fields.named("env"), Node::word),
        fields.optional("dir").map(Node::filePath).orElse(fields.owner().scope().directory()));
    return url && !command ? http : process;
  }

  private static List<String> command(Node node) {
    List<Node> words = node.items();
    if (node.isList() && words.isEmpty()) {
      node.problem(node.place() + " is an empty list", "expected a program and its arguments");
    }
    return words.stream().map(Node::word).toList();
  }

  private static void belongs(Fields fields, String key, boolean allowed, String owner) {
    if (fields.has(key) && !allowed) {
      fields.optional(key).ifPresent(node -> node.problem(node.place() + " has no effect without " + owner, "remove it"));
    }
  }

  private static <T> Map<String, T> values(Map<String, Node> entries, Function<Node, T> value) {
    Map<String, T> values = new LinkedHashMap<>();
    entries.forEach((key, node) -> values.put(key, value.apply(node)));
    return values;
  }
}
