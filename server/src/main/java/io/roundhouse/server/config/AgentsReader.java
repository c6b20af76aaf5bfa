package io.roundhouse.server.config;

import io.roundhouse.routers.Assignment;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Skill;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.Team;
import io.roundhouse.server.config.References.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the section {@code agents}. */
final class AgentsReader {

  static final int DEFAULT_MAX_STEPS = 16;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(.*?)}}");
  private static final List<String> BODIES = List.of("reply", "class", "instructions", "route", "team");

  private final Map<String, List<String>> routes = new LinkedHashMap<>();

  private AgentsReader() {}

  static Map<String, AgentConfig> read(Map<String, Node> section) {
    AgentsReader reader = new AgentsReader();
    Map<String, AgentConfig> agents = new LinkedHashMap<>();
    section.forEach((name, node) -> agents.put(name, reader.agent(name, node)));
    for (List<String> circle : Cycles.in(reader.routes)) {
      Node agent = section.get(circle.getFirst());
      if (agent != null) {
        agent.problem("agents route in a circle: " + String.join(" -> ", circle), "expected a route that ends at an agent that answers");
      }
    }
    return agents;
  }

  private AgentConfig agent(String name, Node node) {
    if (!NAME.matcher(name).matches()) {
      node.scope().problem(node.start(), "agent name '" + name + "'", "expected 1 to 64 letters, digits, _ or -");
    }
    node.scope().references().define(Kind.AGENT, name, node.start());
    Fields fields = node.fields();
    AgentConfig agent = new AgentConfig(
        name,
        fields.required("description").map(Node::nonBlank).orElse(""),
        fields.listed("skills").stream().map(AgentsReader::skill).toList(),
        body(name, fields));
    fields.end();
    return agent;
  }

  private AgentConfig.Body body(String name, Fields fields) {
    List<String> given = BODIES.stream().filter(fields::has).toList();
    if (given.size() != 1 && fields.owner().isMapping()) {
      String found = given.isEmpty() ? "none of " + String.join(", ", BODIES) : String.join(" and ", given);
      fields.owner().problem(fields.owner().place() + " has " + found, "expected exactly one of " + String.join(", ", BODIES));
    }
    AgentConfig.Body prompted = prompted(fields);
    AgentConfig.Body routed = routed(name, fields);
    Optional<Team> team = fields.optional("team").map(TeamReader::team);
    team.ifPresent(known -> routes.put(name, members(known)));
    Optional<AgentConfig.Body> code = code(fields);
    String reply = fields.optional("reply").map(AgentsReader::reply).orElse("");
    return switch (given.isEmpty() ? "reply" : given.getFirst()) {
      case "class" -> code.orElse(new AgentConfig.Body.Reply(""));
      case "instructions" -> prompted;
      case "route" -> routed;
      case "team" -> team.<AgentConfig.Body>map(AgentConfig.Body.Together::new).orElse(new AgentConfig.Body.Reply(""));
      default -> new AgentConfig.Body.Reply(reply);
    };
  }

  private static String reply(Node node) {
    String template = node.text();
    Matcher placeholders = PLACEHOLDER.matcher(template);
    while (placeholders.find()) {
      if (!placeholders.group().equals(AgentConfig.MESSAGE)) {
        node.problem(node.place() + " has the placeholder '" + placeholders.group() + "'", "expected {{message}}");
      }
    }
    return template;
  }

  private static Optional<AgentConfig.Body> code(Fields fields) {
    List<String> words = fields.listed("args").stream().map(Node::word).toList();
    Optional<Node> name = fields.optional("class");
    if (name.isEmpty()) {
      fields.optional("args").ifPresent(args -> args.problem(args.place() + " has no effect without class", "add class"));
      return Optional.empty();
    }
    Optional<Class<?>> type = JavaObjectReader.type(name.get());
    if (type.isPresent() && !AgentBody.Answer.class.isAssignableFrom(type.get())) {
      name.get().problem("class " + type.get().getName() + " does not answer", "expected one that implements AgentBody.Answer");
      return Optional.empty();
    }
    return type.flatMap(found -> JavaObjectReader.object(name.get(), found, words)).map(AgentConfig.Body.Code::new);
  }

  private static AgentConfig.Body prompted(Fields fields) {
    if (!fields.has("instructions")) {
      Stream.of("model", "tools", "max-steps", "output").filter(fields::has).findFirst().ifPresent(key ->
          fields.optional(key).ifPresent(node -> node.problem(node.place() + " has no effect without instructions", "add instructions")));
    }
    References references = fields.owner().scope().references();
    List<String> tools = new ArrayList<>();
    for (Node tool : fields.listed("tools")) {
      references.use(Kind.TOOL, tool, tool.text());
      tools.add(tool.text());
    }
    String instructions = fields.optional("instructions").map(Node::nonBlank).orElse("");
    String model = fields.optional("model").map(Node::text).orElse(null);
    if (model != null && !isLeftOpen(model, references)) {
      fields.optional("model").ifPresent(node -> references.use(Kind.MODEL, node, model));
    } else if (fields.has("instructions") && references.defined(Kind.MODEL).isEmpty()) {
      fields.owner().problem(fields.owner().place() + " needs a model, and none is defined under models", "define one there");
    }
    int maxSteps = fields.optional("max-steps").map(node -> node.integer(1, 1_000)).orElse(DEFAULT_MAX_STEPS);
    Schema output = fields.optional("output").flatMap(AgentsReader::schema).orElse(null);
    return new AgentConfig.Body.Prompted(new AgentBody.Prompted(instructions, tools, model, maxSteps, output));
  }

  /** Whether this leaves the choice of a model to the controller. */
  private static boolean isLeftOpen(String model, References references) {
    return model.equals(Target.ModelTarget.AUTO) && !references.isDefined(Kind.MODEL, model);
  }

  private AgentConfig.Body routed(String name, Fields fields) {
    List<String> agents = new ArrayList<>();
    fields.optional("route").ifPresent(route -> {
      for (Node agent : route.items()) {
        route.scope().references().use(Kind.AGENT, agent, agent.text());
        agents.add(agent.text());
      }
      if (route.isList() && agents.isEmpty()) {
        route.problem(route.place() + " is an empty list", "expected at least one agent");
      }
      routes.put(name, agents);
    });
    if (!fields.has("route") && fields.has("modes")) {
      fields.optional("modes").ifPresent(node -> node.problem(node.place() + " has no effect without route", "add route"));
    }
    return new AgentConfig.Body.Routed(new AgentBody.Routed(agents, TeamReader.modes(fields)));
  }

  private static List<String> members(Team team) {
    Assignment finisher = team.rules().finisher();
    return Stream.of(
        team.seats().stream().map(Assignment::agent),
        team.rules().reserves().stream(),
        finisher == null ? Stream.<String>empty() : Stream.of(finisher.agent())).flatMap(names -> names).distinct().toList();
  }

  private static Optional<Schema> schema(Node node) {
    try {
      return Optional.of(Schema.of(node.json()));
    } catch (CatalogException e) {
      node.problem(node.place() + " is no JSON Schema: " + e.getMessage(), "expected a JSON Schema");
      return Optional.empty();
    }
  }

  private static Skill skill(Node node) {
    Fields fields = node.fields();
    String id = fields.required("id").map(Node::nonBlank).orElse("");
    Skill skill = new Skill(
        id,
        fields.optional("name").map(Node::nonBlank).orElse(id),
        fields.required("description").map(Node::nonBlank).orElse(""),
        fields.listed("tags").stream().map(Node::text).toList(),
        fields.listed("examples").stream().map(Node::text).toList());
    fields.end();
    return skill;
  }
}
