package io.roundhouse.server.config;

import io.roundhouse.protocols.mcp.client.Backoff;
import io.roundhouse.protocols.mcp.client.Era;
import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.protocols.mcp.client.McpTransport;
import io.roundhouse.protocols.mcp.client.oauth.OAuthSettings;
import io.roundhouse.protocols.mcp.client.pinning.Pinning;
import io.roundhouse.toolgraph.Effect;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the section {@code mcp-servers}. */
final class McpServersReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final String PINS = "mcp-pins.json";
  private static final McpTransport NOWHERE = new McpTransport.Http(URI.create("http://localhost"), Map.of());

  private McpServersReader() {}

  static Map<String, McpServer> read(Map<String, Node> section) {
    Map<String, McpServer> servers = new LinkedHashMap<>();
    section.forEach((name, node) -> {
      if (NAME.matcher(name).matches()) {
        servers.put(name, server(name, node));
      } else {
        node.scope().problem(node.start(), "MCP server name '" + name + "'", "expected 1 to 64 letters, digits, _ or -");
      }
    });
    return servers;
  }

  private static McpServer server(String name, Node node) {
    Fields fields = node.fields();
    McpServer defaults = McpServer.of(name, transport(fields));
    Pinning pinning = Pinning.firstUse(node.scope().directory().resolve(PINS));
    String prefix = fields.optional("prefix").map(Node::text).orElse(defaults.prefix());
    node.scope().references().openPrefix(prefix);
    McpServer server = defaults
        .withPrefix(prefix)
        .withCallTimeout(fields.optional("timeout").map(Node::duration).orElse(defaults.callTimeout()))
        .withConnectTimeout(fields.optional("connect-timeout").map(Node::duration).orElse(defaults.connectTimeout()))
        .withBackoff(backoff(fields, defaults.backoff()))
        .withEffects(values(fields.named("effects"), effect -> effect.oneOf(Effect.class)))
        .withEra(fields.optional("era").map(era -> era.oneOf(Era.class)).orElse(defaults.era()))
        .withRequired(fields.optional("required").map(Node::truth).orElse(defaults.required()))
        .withSelection(fields.optional("selection").map(McpServerRules::selection).orElse(defaults.selection()))
        .withLimits(fields.optional("limits").map(McpServerRules::limits).orElse(defaults.limits()))
        .withInputs(fields.optional("inputs").map(McpServerRules::inputs).orElse(defaults.inputs()))
        .withPinning(fields.optional("pinning").map(rules -> McpServerRules.pinning(rules, pinning)).orElse(pinning));
    fields.end();
    return server;
  }

  private static Backoff backoff(Fields fields, Backoff defaults) {
    Duration initial = fields.optional("restart-backoff").map(Node::duration).orElse(defaults.initial());
    Duration standard = defaults.max().compareTo(initial) < 0 ? initial : defaults.max();
    Duration max = fields.optional("max-restart-backoff").map(Node::duration).orElse(standard);
    if (max.compareTo(initial) < 0) {
      fields.optional("max-restart-backoff").ifPresent(node ->
          node.problem(node.place() + " is " + node.shown(), "expected at least as long as restart-backoff"));
      return new Backoff(initial, initial);
    }
    return new Backoff(initial, max);
  }

  private static McpTransport transport(Fields fields) {
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
    belongs(fields, "authorization", url, "url");
    URI address = fields.optional("url").map(Node::url).orElse(URI.create("http://localhost"));
    Map<String, String> headers = values(fields.named("headers"), Node::word);
    Optional<OAuthSettings> authorization = fields.optional("authorization").map(AuthorizationReader::read);
    List<String> words = fields.optional("command").map(McpServersReader::command).orElse(List.of());
    Map<String, String> environment = values(fields.named("env"), Node::word);
    Path directory = fields.optional("dir").map(Node::filePath).orElse(fields.owner().scope().directory());
    if (url && !command) {
      McpTransport.Http http = new McpTransport.Http(address, headers);
      return authorization.map(http::withAuthorization).orElse(http);
    }
    return words.isEmpty()
        ? NOWHERE
        : new McpTransport.Stdio(words.getFirst(), words.subList(1, words.size()), environment, directory);
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
