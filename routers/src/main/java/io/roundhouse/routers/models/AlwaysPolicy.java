package io.roundhouse.routers.models;

import io.roundhouse.routers.Choice;
import java.util.List;
import java.util.Optional;

/** Takes one model. */
record AlwaysPolicy(String name) implements ModelPolicy {

  @Override
  public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
    return offers.stream().filter(offer -> offer.name().equals(name)).findFirst()
        .map(offer -> Picks.sure(offer, call, "It uses %s, as configured.".formatted(name)))
        .orElseGet(() -> Picks.none("The configured model %s is not on offer.".formatted(name)));
  }

  @Override
  public String version() {
    return "always/1(" + name + ")";
  }
}
