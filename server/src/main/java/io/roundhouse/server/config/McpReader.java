package io.roundhouse.server.config;

import io.roundhouse.protocols.approval.ApprovalMode;
import io.roundhouse.protocols.mcp.Icon;
import io.roundhouse.protocols.mcp.McpOptions;
import io.roundhouse.protocols.mcp.TaskSupport;
import io.roundhouse.protocols.mcp.ToolPresentation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code mcp}: how the server presents itself to MCP clients. */
final class McpReader {

  private static final int MOST = 1_000_000;
  private static final int MOST_BYTES = 1 << 30;
  private static final int SHORTEST_SECRET = 16;

  private McpReader() {}

  static McpConfig read(Optional<Node> section) {
    if (section.isEmpty()) {
      return McpConfig.ofDefaults();
    }
    McpOptions defaults = McpOptions.ofDefaults();
    Fields fields = section.get().fields();
    McpOptions options = new McpOptions(
        path(fields, defaults.path()),
        identity(fields, defaults.identity()),
        sessions(fields, defaults.sessions()),
        streams(fields, defaults.streams()),
        tasks(fields, defaults.tasks()),
        integer(fields, "page-size", MOST, defaults.pageSize()),
        duration(fields, "list-ttl", defaults.listTtl()));
    Map<String, ToolPresentation> tools = new HashMap<>();
    fields.named("tools").forEach((name, node) -> tools.put(name, tool(node)));
    ApprovalMode approvals = fields.optional("approvals").map(node -> node.oneOf(ApprovalMode.class)).orElse(ApprovalMode.FORM);
    fields.end();
    return new McpConfig(options, tools, approvals);
  }

  private static String path(Fields fields, String standard) {
    return fields.optional("path").map(node -> {
      String path = node.nonBlank();
      return path.matches("/[A-Za-z0-9/_.-]+") ? path : node.wrongValue("a path such as /mcp", standard);
    }).orElse(standard);
  }

  private static McpOptions.Identity identity(Fields fields, McpOptions.Identity defaults) {
    return new McpOptions.Identity(
        fields.optional("name").map(Node::nonBlank).orElse(defaults.name()),
        defaults.version(),
        fields.optional("title").map(Node::nonBlank).orElse(null),
        fields.optional("instructions").map(Node::nonBlank).orElse(null),
        fields.listed("icons").stream().map(McpReader::icon).toList());
  }

  private static McpOptions.Sessions sessions(Fields fields, McpOptions.Sessions defaults) {
    return new McpOptions.Sessions(
        defaults.idle(),
        defaults.most(),
        integer(fields, "max-calls", MOST, defaults.mostCalls()),
        duration(fields, "question-timeout", defaults.questionTimeout()));
  }

  private static McpOptions.Streams streams(Fields fields, McpOptions.Streams defaults) {
    return new McpOptions.Streams(
        duration(fields, "keep-alive", defaults.keepAlive()),
        duration(fields, "patience", defaults.patience()),
        integer(fields, "max-stream-bytes", MOST_BYTES, defaults.maxBytes()),
        duration(fields, "lease", defaults.lease()),
        integer(fields, "max-subscriptions", MOST, defaults.mostSubscriptions()));
  }

  private static McpOptions.Tasks tasks(Fields fields, McpOptions.Tasks defaults) {
    return new McpOptions.Tasks(
        duration(fields, "task-after", defaults.after()),
        duration(fields, "task-ttl", defaults.ttl()),
        duration(fields, "task-poll", defaults.pollInterval()),
        integer(fields, "max-tasks", MOST, defaults.most()),
        duration(fields, "state-ttl", defaults.stateTtl()),
        fields.optional("state-secret").map(McpReader::secret).orElse(null));
  }

  private static String secret(Node node) {
    String secret = node.nonBlank();
    if (secret.length() < SHORTEST_SECRET) {
      node.problem(node.place() + " is too short to keep anything", "expected at least " + SHORTEST_SECRET + " characters");
    }
    return secret;
  }

  private static ToolPresentation tool(Node node) {
    Fields fields = node.fields();
    ToolPresentation plain = ToolPresentation.PLAIN;
    ToolPresentation tool = new ToolPresentation(
        fields.optional("title").map(Node::nonBlank).orElse(null),
        fields.listed("icons").stream().map(McpReader::icon).toList(),
        fields.optional("tasks").map(tasks -> tasks.oneOf(TaskSupport.class)).orElse(plain.tasks()));
    fields.end();
    return tool;
  }

  private static Icon icon(Node node) {
    if (!node.isMapping()) {
      return new Icon(source(node), null, List.of());
    }
    Fields fields = node.fields();
    Icon icon = new Icon(
        fields.required("source").map(McpReader::source).orElse("data:"),
        fields.optional("media-type").map(Node::nonBlank).orElse(null),
        fields.listed("sizes").stream().map(Node::nonBlank).toList());
    fields.end();
    return icon;
  }

  private static String source(Node node) {
    String source = node.nonBlank();
    return source.startsWith("https:") || source.startsWith("http:") || source.startsWith("data:")
        ? source
        : node.wrongValue("an address that begins with https:, http: or data:", "data:");
  }

  private static Duration duration(Fields fields, String key, Duration standard) {
    return fields.optional(key).map(Node::duration).orElse(standard);
  }

  private static int integer(Fields fields, String key, int most, int standard) {
    return fields.optional(key).map(node -> node.integer(1, most)).orElse(standard);
  }
}
