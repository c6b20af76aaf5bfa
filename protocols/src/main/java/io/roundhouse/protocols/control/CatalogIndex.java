package io.roundhouse.protocols.control;

import io.roundhouse.protocols.access.AccessRules;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Caller;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Tool;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds what a caller may see in the catalog in force. Thread-safe. */
final class CatalogIndex {

  private record Snapshot(long version, List<Offered> all) {}

  /** Something that was found, and how well it fits. */
  record Hit(Offered offered, double score) {}

  private final AgentRuntime runtime;
  private final AccessRules rules;
  private final Ranking ranking;
  private volatile Snapshot snapshot = new Snapshot(-1, List.of());

  CatalogIndex(AgentRuntime runtime, AccessRules rules, Ranking ranking) {
    this.runtime = runtime;
    this.rules = rules;
    this.ranking = ranking;
  }

  /** What the caller may see and has to do with the query, best first; equal scores by name. */
  Future<List<Hit>> search(Caller caller, String query) {
    List<Offered> seen = visible(caller);
    return ranking.scores(query, seen.stream().map(Offered::text).toList()).map(scores -> IntStream.range(0, scores.length)
        .filter(i -> scores[i] > 0)
        .mapToObj(i -> new Hit(seen.get(i), scores[i]))
        .sorted(Comparator.comparingDouble(Hit::score).reversed().thenComparing(hit -> hit.offered().name()))
        .toList());
  }

  List<Offered> visible(Caller caller) {
    Principal principal = principal(caller);
    return all().stream().filter(offered -> rules.shows(principal, offered.target())).toList();
  }

  AccessRules.Verdict check(Caller caller, Offered offered) {
    return rules.check(principal(caller), offered.target());
  }

  private static Principal principal(Caller caller) {
    return Principal.authenticated(caller.name(), caller.scopes());
  }

  private List<Offered> all() {
    Catalog now = runtime.catalog();
    Snapshot known = snapshot;
    if (known.version() != now.version()) {
      known = new Snapshot(now.version(), read(now));
      snapshot = known;
    }
    return known.all();
  }

  private static List<Offered> read(Catalog catalog) {
    List<Offered> all = new ArrayList<>();
    for (Tool tool : catalog.tools()) {
      if (!ControlPlane.NAMES.contains(tool.name())) {
        all.add(Offered.of(tool));
      }
    }
    for (Agent agent : catalog.agents()) {
      all.add(Offered.of(catalog.tool(agent.name()).isPresent() ? "ask_" + agent.name() : agent.name(), agent));
    }
    return List.copyOf(all);
  }
}
