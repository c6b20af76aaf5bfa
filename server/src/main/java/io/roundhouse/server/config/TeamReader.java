package io.roundhouse.server.config;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.runtime.Team;
import io.roundhouse.runtime.TeamRules;
import io.roundhouse.server.config.References.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an agent's {@code team} and {@code modes}. */
final class TeamReader {

  private TeamReader() {}

  static Team team(Node node) {
    Fields fields = node.fields();
    CollaborationMode mode = fields.required("mode").map(TeamReader::mode).orElse(CollaborationMode.SOLO);
    List<Assignment> seats = new ArrayList<>();
    fields.required("members").ifPresent(members -> {
      members.items().forEach(member -> seats.add(seat(member)));
      if (members.isList() && (seats.isEmpty() || seats.size() > 64)) {
        members.problem(members.place() + " has " + seats.size() + " members", "expected 1 to 64");
      }
    });
    TeamRules usual = TeamRules.ofDefaults();
    List<String> reserves = new ArrayList<>();
    for (Node reserve : fields.listed("reserves")) {
      reserves.add(agent(reserve));
    }
    TeamRules rules = new TeamRules(
        fields.optional("rounds").map(rounds -> rounds.integer(1, 20)).orElse(usual.rounds()),
        fields.optional("agreement").map(TeamReader::share).orElse(usual.agreement()),
        reserves,
        fields.optional("finisher").map(TeamReader::seat).orElse(null));
    fields.end();
    boolean usable = !seats.isEmpty() && seats.size() <= 64;
    return new Team(mode, usable ? seats : List.of(new Assignment("nobody", Assignment.ANSWERER, null)), rules);
  }

  static List<CollaborationMode> modes(Fields fields) {
    return fields.listed("modes").stream().map(TeamReader::mode).toList();
  }

  private static CollaborationMode mode(Node node) {
    CollaborationMode mode = node.oneOf(CollaborationMode.class);
    if (mode == CollaborationMode.TOOL_GRAPH) {
      node.problem(node.place() + " is 'tool-graph', which agents do not work in", "expected another mode; a graph is called as a tool");
    }
    return mode;
  }

  private static double share(Node node) {
    double share = node.decimal(1).doubleValue();
    return share > 0.5 ? share : node.wrongValue("a share above 0.5 and at most 1", 1.0);
  }

  private static Assignment seat(Node node) {
    if (!node.isMapping()) {
      return assignment(agent(node), Assignment.ANSWERER, null);
    }
    Fields fields = node.fields();
    String agent = fields.required("agent").map(TeamReader::agent).orElse("");
    String role = fields.optional("role").map(Node::nonBlank).orElse(Assignment.ANSWERER);
    String model = fields.optional("model").map(Node::nonBlank).orElse(null);
    if (model != null) {
      fields.optional("model").ifPresent(place -> place.scope().references().use(Kind.MODEL, place, model));
    }
    fields.end();
    return assignment(agent, role, model);
  }

  private static Assignment assignment(String agent, String role, @Nullable String model) {
    return new Assignment(agent.isBlank() ? "nobody" : agent, role.isBlank() ? Assignment.ANSWERER : role, model);
  }

  private static String agent(Node node) {
    String name = node.nonBlank();
    node.scope().references().use(Kind.AGENT, node, name);
    return name;
  }
}
