package io.roundhouse.protocols.mcp;

import io.roundhouse.protocols.access.AccessRules;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Target;
import java.util.Objects;
import java.util.function.Supplier;

/** Shows MCP clients what the server's access rules let them see. Thread-safe. */
public final class RuledTools implements ToolVisibility {

  private static final String ASK = "ask_";
  private static final Access CALLABLE = new Access.Callable();
  private static final Access HIDDEN = new Access.Hidden();

  private final AccessRules rules;
  private final Supplier<Catalog> catalog;

  private RuledTools(AccessRules rules, Supplier<Catalog> catalog) {
    this.rules = rules;
    this.catalog = catalog;
  }

  /** Shows what these rules say of the tools and agents of the catalog. */
  public static RuledTools of(AccessRules rules, Supplier<Catalog> catalog) {
    return new RuledTools(rules, catalog);
  }

  @Override
  public Access of(Principal caller, String tool) {
    return switch (rules.check(caller, target(tool))) {
      case AccessRules.Verdict.Allowed allowed -> CALLABLE;
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
