package io.roundhouse.server.config;

import io.roundhouse.protocols.a2a.client.RemoteAgent;
import io.roundhouse.protocols.access.AccessOptions;
import io.roundhouse.protocols.http.HttpOptions;
import io.roundhouse.protocols.http.Tls;
import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.roles.RoleLibrary;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.ToolMonitor;
import io.roundhouse.server.config.References.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads a file from its first byte to its last reference. */
final class ConfigReader {

  private static final int MOST_CHARACTERS = 1_000_000;
  private static final int MOST_LEVELS = 40;
  private static final int MOST_ALIASES = 20;

  private ConfigReader() {}

  static ServerConfig read(Path file, UnaryOperator<@Nullable String> environment) {
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
    Scope scope = new Scope(file.toString(), directory, environment);
    Optional<ServerConfig> config = text(file, scope).flatMap(text -> root(text, scope)).map(ConfigReader::server);
    scope.references().check();
    if (config.isEmpty() || scope.problemCount() > 0) {
      throw new ConfigException(scope.problems());
    }
    return config.get();
  }

  /** Reads another kind of file with the same strictness; {@code reader} gets the whole of it. */
  static <T> T readParts(Path file, UnaryOperator<@Nullable String> environment, Function<Node, T> reader) {
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
    Scope scope = new Scope(file.toString(), directory, environment);
    Optional<T> read = text(file, scope).flatMap(text -> root(text, scope)).map(reader);
    if (read.isEmpty() || scope.problemCount() > 0) {
      throw new ConfigException(scope.problems());
    }
    return read.get();
  }

  private static Optional<String> text(Path file, Scope scope) {
    String found;
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      found = "there is no such file";
    } catch (CharacterCodingException e) {
      found = "the file is not UTF-8 text";
    } catch (IOException e) {
      found = Files.isDirectory(file) ? "this is a directory" : "the file cannot be read (" + e.getMessage() + ")";
    }
    scope.problem(Mark.START, found, "expected a YAML file");
    return Optional.empty();
  }

  private static Optional<Node> root(String text, Scope scope) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setNestingDepthLimit(MOST_LEVELS);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    try {
      org.yaml.snakeyaml.nodes.Node yaml = new Yaml(options).compose(new java.io.StringReader(text));
      if (yaml == null) {
        scope.problem(Mark.START, "the file is empty", "expected at least one of agents, models, graphs, tools, mcp-servers");
        return Optional.empty();
      }
      return Optional.of(new Node(yaml, scope, "", Mark.of(yaml.getStartMark())));
    } catch (MarkedYAMLException e) {
      Mark mark = Mark.of(e.getProblemMark());
      scope.problem(mark, "this is not YAML: " + e.getProblem(), e.getContext() == null ? "correct it" : "seen " + e.getContext());
    } catch (ReaderException e) {
      scope.problem(markAt(text, e.getPosition()), "the file holds a character that YAML does not allow", "remove it");
    } catch (YAMLException e) {
      scope.problem(Mark.START, "this YAML is too large or too deep: " + e.getMessage(), "expected a smaller file");
    }
    return Optional.empty();
  }

  private static Mark markAt(String text, int position) {
    String before = text.substring(0, Math.min(position, text.length()));
    return new Mark((int) before.lines().count(), before.length() - before.lastIndexOf('\n'));
  }

  private static ServerConfig server(Node root) {
    Fields fields = root.fields();
    String host = fields.optional("host").map(Node::nonBlank).orElse(ServerConfig.DEFAULT_HOST);
    int port = fields.optional("port").map(node -> node.integer(0, 65_535)).orElse(ServerConfig.DEFAULT_PORT);
    JournalConfig journal = fields.optional("journal").map(ConfigReader::journal).orElse(new JournalConfig.Memory());
    Map<String, ModelConfig> models = ModelsReader.read(fields);
    List<ToolClassConfig> tools = ToolsReader.read(fields.listed("tools"));
    Map<String, McpServer> mcpServers = McpServersReader.read(fields.named("mcp-servers"));
    Map<String, RemoteAgent> a2aAgents = A2aAgentsReader.read(fields.named("a2a-agents"));
    Map<String, GraphConfig> graphs = GraphsReader.read(fields.named("graphs"));
    Map<String, List<StepBinding>> standIns = StandInsReader.read(fields.named("stand-ins"));
    Map<String, ToolMonitor> monitors = MonitorsReader.read(fields.named("monitors"));
    Map<String, AgentConfig> agents = AgentsReader.read(fields.named("agents"));
    String defaultAgent = fields.optional("default-agent").map(Node::nonBlank).orElse(null);
    if (defaultAgent != null) {
      fields.optional("default-agent").ifPresent(node -> node.scope().references().use(Kind.AGENT, node, defaultAgent));
    }
    boolean something = Stream.of("agents", "models", "graphs", "tools", "mcp-servers").anyMatch(fields::has);
    if (!something && root.isMapping()) {
      root.problem("the file defines nothing to serve", "expected at least one of agents, models, graphs, tools, mcp-servers");
    }
    URI publicUrl = fields.optional("public-url").map(Node::url).orElse(null);
    AccessOptions access = AccessReader.read(fields.optional("access"), publicUrl);
    if (!HttpOptions.isLoopback(host) && !access.guardsPublicAddress() && !access.allowUnauthenticated()) {
      fields.optional("host").ifPresent(node -> node.problem(
          "host is " + node.shown() + ", which other machines reach, and nobody has to say who they are",
          "add api-keys or issuers under access, or access: {allow-unauthenticated: true}"));
    }
    ServerConfig config = new ServerConfig(host, port, journal, models, tools, mcpServers, graphs, standIns, monitors, agents, defaultAgent,
        fields.optional("tls").map(ConfigReader::tls).orElse(null),
        publicUrl,
        PoliciesReader.breaker(fields.optional("breaker")),
        PoliciesReader.limits(fields.optional("limits")),
        access,
        fields.optional("control-plane").map(ControlPlaneReader::read).orElse(null),
        fields.listed("allowed-hosts").stream().map(Node::nonBlank).toList(),
        fields.listed("allowed-origins").stream().map(Node::nonBlank).toList(),
        McpReader.read(fields.optional("mcp")),
        fields.optional("budget").map(BudgetReader::budget).orElse(new Budget(null, null, null, null)),
        fields.optional("cassette").map(BudgetReader::cassette).orElse(null),
        RoutingReader.read(fields.named("routing"), agents, journal instanceof JournalConfig.File),
        fields.optional("model-routing").map(ModelRoutingReader::read).orElse(null),
        fields.optional("roles").map(ConfigReader::roles).orElse(RoleLibrary.builtIn()),
        A2aReader.read(fields.optional("a2a")),
        a2aAgents);
    fields.end();
    return config;
  }

  private static RoleLibrary roles(Node node) {
    try {
      return RoleFile.read(RoleLibrary.builtIn(), node.filePath());
    } catch (RoutingException.Invalid e) {
      node.problem(String.valueOf(e.getMessage()), "expected a file of roles, with an id, a duty and a prompt each");
      return RoleLibrary.builtIn();
    }
  }

  private static @Nullable Tls tls(Node node) {
    Fields fields = node.fields();
    Optional<Path> certificate = fields.required("certificate").map(Node::filePath);
    Optional<Path> key = fields.required("key").map(Node::filePath);
    Optional<Path> clients = fields.optional("client-authorities").map(Node::filePath);
    fields.end();
    if (certificate.isEmpty() || key.isEmpty()) {
      return null;
    }
    Tls tls = Tls.of(certificate.get(), key.get());
    return clients.isPresent() ? tls.withClientAuthorities(clients.get()) : tls;
  }

  private static JournalConfig journal(Node node) {
    if (node.isMapping()) {
      Fields fields = node.fields();
      Optional<Path> path = fields.required("path").map(Node::filePath);
      fields.end();
      return new JournalConfig.File(path.orElse(node.scope().directory()));
    }
    if (node.isList()) {
      return node.wrongValue("memory, or the path of a file", new JournalConfig.Memory());
    }
    return node.nonBlank().equals("memory") ? new JournalConfig.Memory() : new JournalConfig.File(node.filePath());
  }
}
