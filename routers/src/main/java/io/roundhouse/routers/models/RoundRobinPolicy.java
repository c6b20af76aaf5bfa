package io.roundhouse.routers.models;

import io.roundhouse.routers.Choice;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Takes offers in turn. */
record RoundRobinPolicy() implements ModelPolicy {

  @Override
  public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
    if (offers.isEmpty()) {
      return Picks.none("No model is on offer.");
    }
    List<ModelOffer> sorted = offers.stream().sorted(Comparator.comparing(ModelOffer::name)).toList();
    ModelOffer chosen = sorted.get((int) Math.floorMod(call.sequence(), (long) sorted.size()));
    return Picks.sure(chosen, call, "It is the turn of %s.".formatted(chosen.name()));
  }

  @Override
  public String version() {
    return "round-robin/1";
  }
}
