package io.roundhouse.protocols.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.protocols.access.AccessRules.Verdict;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.runtime.Target;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AccessRulesTest {

  private static final Target POST = new Target.ToolTarget("ledger.post");
  private static final Target READ = new Target.ToolTarget("ledger.read");

  @Test
  void asksForTheScopesOfAllRulesAboutAName() {
    AccessRules rules = AccessRules.of(
        List.of(AccessRule.tools("*", "tools:call"), AccessRule.tools("ledger.post", "ledger:write")), Map.of());

    assertThat(rules.check(who("tools:call"), READ)).isInstanceOf(Verdict.Allowed.class);
    assertThat(rules.check(who("tools:call"), POST)).isEqualTo(new Verdict.Lacking(List.of("ledger:write", "tools:call")));
    assertThat(rules.check(who("tools:call", "ledger:write"), POST)).isInstanceOf(Verdict.Allowed.class);
    assertThat(rules.check(who("*"), POST)).isInstanceOf(Verdict.Allowed.class);
    assertThat(rules.check(Principal.ANONYMOUS, POST)).isInstanceOf(Verdict.Allowed.class);
    assertThat(rules.scopes()).containsExactly("ledger:write", "tools:call");
  }

  @Test
  void tellsToolsFromAgents() {
    AccessRules rules = AccessRules.of(List.of(AccessRule.agents("desk", "agents:call")), Map.of());

    assertThat(rules.check(who(), new Target.AgentTarget("desk"))).isInstanceOf(Verdict.Lacking.class);
    assertThat(rules.check(who(), new Target.ToolTarget("desk"))).isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void hidesFromThoseWhoLackTheScopeOfAHidingRule() {
    AccessRule hiding = new AccessRule(NamePatterns.of("ledger.*"), NamePatterns.NONE, Set.of("ledger:read"), true);
    AccessRules rules = AccessRules.of(List.of(hiding), Map.of());

    assertThat(rules.shows(who(), POST)).isFalse();
    assertThat(rules.shows(who("ledger:read"), POST)).isTrue();
  }

  @Test
  void showsEachClientItsOwnView() {
    Visibility readers = new Visibility(NamePatterns.of("ledger.*"), NamePatterns.of("*.post"));
    AccessRules rules = AccessRules.of(List.of(), Map.of("key:desk", readers, "corp", Visibility.FULL, "guests",
        new Visibility(NamePatterns.of("echo"), NamePatterns.NONE)));

    assertThat(rules.shows(Principal.authenticated("key:desk", Set.of("*")), READ)).isTrue();
    assertThat(rules.shows(Principal.authenticated("key:desk", Set.of("*")), POST)).isFalse();
    assertThat(rules.shows(Principal.authenticated("corp:ada", Set.of()), POST)).isTrue();
    assertThat(rules.shows(Principal.authenticated("guests:ada", Set.of()), POST)).isFalse();
    assertThat(rules.shows(Principal.authenticated("key:other", Set.of()), POST)).isTrue();
  }

  @Test
  void fitsPatternsAsARegularExpressionWould() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String pattern = letters(random, "ab*.", 6);
      String name = letters(random, "ab.", 6);
      boolean expected = Pattern.compile(pattern.replace(".", "\\.").replace("*", ".*")).matcher(name).matches();
      assertThat(NamePatterns.of(pattern).match(name)).as("seed %d: %s on %s", seed, pattern, name).isEqualTo(expected);
    }
  }

  @Test
  void refusesARuleThatAsksForNothing() {
    assertThatThrownBy(() -> AccessRule.tools("x")).hasMessageContaining("needs no scope");
  }

  private static String letters(Random random, String alphabet, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static Principal who(String... scopes) {
    return Principal.authenticated("key:desk", Set.of(scopes));
  }
}
