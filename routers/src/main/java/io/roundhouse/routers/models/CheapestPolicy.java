package io.roundhouse.routers.models;

import io.roundhouse.routers.Choice;
import java.util.List;
import java.util.Optional;

/** Takes what costs least. */
record CheapestPolicy() implements ModelPolicy {

  @Override
  public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
    if (offers.isEmpty()) {
      return Picks.none("No model is on offer.");
    }
    return Picks.best(offers, call, offer -> -cost(offer, call), "It uses %s, the cheapest of those that qualify.");
  }

  private static double cost(ModelOffer offer, ModelCall call) {
    Long micros = Picks.cost(offer, call).costMicros();
    return micros == null ? Double.MAX_VALUE : micros;
  }

  @Override
  public String version() {
    return "cheapest/1";
  }
}
