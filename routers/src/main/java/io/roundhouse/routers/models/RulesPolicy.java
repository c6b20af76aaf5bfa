package io.roundhouse.routers.models;

import io.roundhouse.routers.Choice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the first rule that applies and has something to choose. */
record RulesPolicy(List<ModelRule> rules) implements ModelPolicy {

  RulesPolicy {
    rules = List.copyOf(rules);
  }

  @Override
  public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
    for (ModelRule rule : rules) {
      if (rule.applies(call)) {
        Choice<Optional<ModelOffer>> choice = rule.then().choose(call, offers);
        if (choice.value().isPresent()) {
          return new Choice<>(choice.value(), choice.candidates(), choice.predicted(), choice.confidence(),
              "Rule '%s' applies. %s".formatted(rule.name(), choice.reason()));
        }
      }
    }
    return Picks.none("No rule applies.");
  }

  @Override
  public String version() {
    return rules.stream().map(rule -> rule.name() + "->" + rule.then().version()).collect(Collectors.joining(",", "rules/1(", ")"));
  }

  @Override
  public ModelPolicy settled() {
    return new RulesPolicy(rules.stream().map(rule -> rule.withThen(rule.then().settled())).toList());
  }
}
