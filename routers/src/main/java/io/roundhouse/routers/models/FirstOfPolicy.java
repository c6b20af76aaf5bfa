package io.roundhouse.routers.models;

import io.roundhouse.routers.Choice;
import io.roundhouse.routers.RoutingException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks one policy after the other. */
record FirstOfPolicy(List<ModelPolicy> policies) implements ModelPolicy {

  FirstOfPolicy {
    policies = List.copyOf(policies);
    if (policies.isEmpty()) {
      throw new RoutingException.Invalid("no policy to ask; expected at least one");
    }
  }

  @Override
  public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
    Choice<Optional<ModelOffer>> choice = Picks.none("No policy was asked.");
    for (ModelPolicy policy : policies) {
      choice = policy.choose(call, offers);
      if (choice.value().isPresent()) {
        break;
      }
    }
    return choice;
  }

  @Override
  public String version() {
    return policies.stream().map(ModelPolicy::version).collect(Collectors.joining(",", "first-of(", ")"));
  }

  @Override
  public ModelPolicy settled() {
    return new FirstOfPolicy(policies.stream().map(ModelPolicy::settled).toList());
  }
}
