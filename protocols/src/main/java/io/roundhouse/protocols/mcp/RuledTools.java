package io.roundhouse.protocols.mcp;

import io.roundhouse.protocols.access.AccessRules;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Target;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows MCP clients what the server's access rules let them see. Thread-safe. */
public final class RuledTools implements ToolVisibility {

  private static final String ASK = "ask_";
  private static final Access HIDDEN = new Access.Hidden();

  private final AccessRules rules;
  private final Supplier<Catalog> catalog;

  private final int listAtMost;
  private final Set<String> always;
  private final ToolVisibility also;
  private volatile @Nullable Counted last;

  /** What one client would see: asked for every tool of a list, counted once. */
  private record Counted(long version, Principal caller, boolean tooMany) {}

  private RuledTools(AccessRules rules, Supplier<Catalog> catalog, int listAtMost, Set<String> always, ToolVisibility also) {
    this.rules = rules;
    this.catalog = catalog;
    this.listAtMost = listAtMost;
    this.always = Set.copyOf(always);
    this.also = also;
  }

  /** Shows what these rules say of the tools and agents of the catalog. */
  public static RuledTools of(AccessRules rules, Supplier<Catalog> catalog) {
    return new RuledTools(rules, catalog, Integer.MAX_VALUE, Set.of(), ToolVisibility.ALL);
  }

  /** Lists only the tools {@code always} to a client that would otherwise see more than this; what it may call stays the same. */
  public RuledTools withListAtMost(int tools, Set<String> newAlways) {
    return new RuledTools(rules, catalog, tools, newAlways, also);
  }

  /** Shows and allows only what another rule does, too. */
  public RuledTools withAlso(ToolVisibility other) {
    return new RuledTools(rules, catalog, listAtMost, always, other);
  }

  @Override
  public boolean lists(Principal caller, String tool) {
    return rules.shows(caller, target(tool)) && also.lists(caller, tool) && (always.contains(tool) || !hasTooMany(caller));
  }

  private boolean hasTooMany(Principal caller) {
    Catalog now = catalog.get();
    if (now.tools().size() + now.agents().size() <= listAtMost) {
      return false;
    }
    Counted known = last;
    if (known == null || known.version() != now.version() || !known.caller().equals(caller)) {
      known = new Counted(now.version(), caller, count(caller, now) > listAtMost);
      last = known;
    }
    return known.tooMany();
  }

  private long count(Principal caller, Catalog now) {
    long tools = now.tools().stream().filter(tool -> rules.shows(caller, new Target.ToolTarget(tool.name()))).count();
    long agents = now.agents().stream().filter(agent -> rules.shows(caller, new Target.AgentTarget(agent.name()))).count();
    return tools + agents;
  }

  @Override
  public Access of(Principal caller, String tool) {
    return switch (rules.check(caller, target(tool))) {
      case AccessRules.Verdict.Allowed allowed -> also.of(caller, tool);
      case AccessRules.Verdict.Hidden hidden -> HIDDEN;
      case AccessRules.Verdict.Lacking lacking -> new Access.NeedsScope(
          String.join(" ", lacking.needs()),
          Objects.requireNonNull(Refusal.insufficientScope(lacking.needs()).headers().get("WWW-Authenticate")));
    };
  }

  private Target target(String listed) {
    Catalog now = catalog.get();
    if (now.tool(listed).isPresent()) {
      return new Target.ToolTarget(listed);
    }
    boolean asks = listed.startsWith(ASK) && now.agent(listed).isEmpty();
    return new Target.AgentTarget(asks ? listed.substring(ASK.length()) : listed);
  }
}
