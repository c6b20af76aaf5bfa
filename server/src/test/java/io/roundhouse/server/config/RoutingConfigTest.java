package io.roundhouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.embedding.EmbeddingModel;
import io.roundhouse.routers.guard.Condition;
import io.roundhouse.routers.guard.PersonalDataKind;
import io.roundhouse.routers.guard.Rule;
import io.roundhouse.routers.guard.Signal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingConfigTest {

  private static final String AGENTS = """
      agents:
        bills: {description: Answers questions about bills, reply: ok}
        trips: {description: Books trips, reply: ok}
        desk: {description: Front desk, route: [bills, trips]}
      """;

  @TempDir Path directory;

  private ConfigFile file;

  @BeforeEach
  void makeFile() {
    file = new ConfigFile(directory);
  }

  @Test
  void readsEverythingThatCanBeSet() {
    RoutingConfig routing = file.load(AGENTS + """
        models:
          small: {provider: openai, base-url: "http://localhost:1/v1", model: m, description: d}
        routing:
          desk:
            router: reasoning
            embedding: mini-lm
            coverage: 0.9
            max-agents: 2
            refused-in-scope: 0.1
            out-of-scope-share: 0.3
            model: small
            sure-from: 0.8
            examples:
              bills: [the bill is wrong, when is it due]
            traffic: [hello there]
            guards:
              signals:
                attack: jailbreak
                cards: {personal-data: [credit-card, iban]}
                vip: {role: [ada]}
                rude: {keywords: [damn]}
                long: {longer-than: 500}
                foreign: {language: [fr, de]}
                odd: {harmful: 0.7}
                outside: out-of-scope
              rules:
                no-attacks: {priority: 10, when: attack, deny: This is not answered.}
                cards: {priority: 5, when: {all: [cards, {not: vip}]}, restrict-to: [bills]}
                mark: {when: {any: [rude, long, foreign, odd, outside]}, tag: look}
        """).routing().get("desk");

    assertThat(routing.router()).isEqualTo(RoutingConfig.Router.REASONING);
    assertThat(routing.embedding()).isEqualTo(EmbeddingModel.MINI_LM);
    assertThat(routing.settings().coverage()).isEqualTo(0.9);
    assertThat(routing.settings().maxAgents()).isEqualTo(2);
    assertThat(routing.model()).isEqualTo("small");
    assertThat(routing.sureFrom()).isEqualTo(0.8);
    assertThat(routing.examples().get("bills")).containsExactly("the bill is wrong", "when is it due");
    assertThat(routing.signals().get("cards"))
        .isEqualTo(new Signal.PersonalData(Set.of(PersonalDataKind.CREDIT_CARD, PersonalDataKind.IBAN)));
    assertThat(routing.rules()).extracting(Rule::name).containsExactly("no-attacks", "cards", "mark");
    assertThat(routing.rules().get(1)).isEqualTo(new Rule("cards", 5,
        new Condition.All(List.of(new Condition.Is("cards"), new Condition.Not(new Condition.Is("vip")))),
        new Rule.Action.RestrictTo(Set.of("bills"))));
  }

  @Test
  void reportsMistakesWhereTheyAre() {
    assertThat(file.problems(AGENTS + "routing:\n  bills: {router: embedding}\n"))
        .containsExactly("6:3: agent 'bills' answers by itself; expected an agent with route, a front desk");
    assertThat(file.problems(AGENTS + "routing:\n  desk: {router: reasoning}\n"))
        .containsExactly("6:3: routing.desk has router: reasoning and no model; add model, the name of one under models");
    assertThat(file.problems(AGENTS + "routing:\n  desk: {coverage: 0.2}\n"))
        .containsExactly("6:20: routing.desk.coverage is '0.2'; expected a number from 0.5 to 0.999");
    assertThat(file.problems(AGENTS + "routing:\n  desk: {examples: {bils: [x]}}\n")).singleElement().asString().contains("bils");
  }

  @Test
  void reportsRulesThatContradictEachOther() {
    assertThat(file.problems(AGENTS + """
        routing:
          desk:
            guards:
              signals: {a: jailbreak, b: personal-data}
              rules:
                one: {when: a, allow: true}
                two: {when: b, deny: "No."}
        """)).containsExactly("11:9: rules 'one' and 'two' have priority 0 and contradict each other when the signals a and b are on; "
            + "give them different priorities; expected rules that can all apply");
    assertThat(file.problems(AGENTS + "routing:\n  desk: {guards: {signals: {a: jailbrake}}}\n"))
        .singleElement().asString().startsWith("6:32: routing.desk.guards.signals.a is 'jailbrake'; expected jailbreak, harmful");
    assertThat(file.problems(AGENTS + "routing:\n  desk: {guards: {rules: {a: {when: x}}}}\n"))
        .containsExactly("6:27: routing.desk.guards.rules.a has none of allow, deny, restrict-to, tag; "
            + "expected exactly one of allow, deny, restrict-to, tag");
  }
}
