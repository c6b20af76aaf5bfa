package io.roundhouse.protocols.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.protocols.FixtureTools;
import io.roundhouse.protocols.access.AccessRule;
import io.roundhouse.protocols.access.AccessRules;
import io.roundhouse.protocols.access.NamePatterns;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.Catalog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuledToolsTest {

  private static final Principal ADA = Principal.authenticated("key:ada", Set.of());
  private static final Principal BOB = Principal.authenticated("key:bob", Set.of("b:call"));
  private static final Set<String> ALWAYS = Set.of("find_tools");

  private Catalog catalog = Catalog.empty()
      .with(FixtureTools.echo("a")).with(FixtureTools.echo("b")).with(FixtureTools.echo("find_tools"))
      .with(Agent.of("a", "Has the name of a tool", request -> AgentReply.text("")));
  private final AccessRules rules = AccessRules.of(List.of(
      new AccessRule(NamePatterns.of("b"), NamePatterns.NONE, Set.of("b:call"), true), AccessRule.agents("a", "ask")), Map.of());

  @Test
  void tellsAToolFromTheAgentOfItsName() {
    RuledTools tools = RuledTools.of(rules, () -> catalog);

    assertThat(tools.of(ADA, "a")).isInstanceOf(ToolVisibility.Access.Callable.class);
    assertThat(tools.of(ADA, "ask_a")).isInstanceOf(ToolVisibility.Access.NeedsScope.class);
    assertThat(tools.of(ADA, "b")).isInstanceOf(ToolVisibility.Access.Hidden.class);
    assertThat(tools.of(BOB, "b")).isInstanceOf(ToolVisibility.Access.Callable.class);
  }

  @Test
  void listsLessThanMayBeCalledWhereThereIsTooMuch() {
    RuledTools tools = RuledTools.of(rules, () -> catalog).withListAtMost(3, ALWAYS);

    assertThat(tools.lists(ADA, "a")).as("three for Ada").isTrue();
    assertThat(tools.lists(BOB, "a")).as("four for Bob").isFalse();
    assertThat(tools.lists(BOB, "find_tools")).isTrue();
    assertThat(tools.of(BOB, "a")).isInstanceOf(ToolVisibility.Access.Callable.class);
    catalog = catalog.with(FixtureTools.echo("c"));
    assertThat(tools.lists(ADA, "a")).as("four for Ada, too").isFalse();
    assertThat(tools.lists(ADA, "b")).isFalse();
  }
}
