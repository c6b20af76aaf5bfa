package io.roundhouse.routers.models;

import io.roundhouse.routers.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Leaves out what cannot serve the call. */
record QualifiedPolicy(ModelPolicy policy) implements ModelPolicy {

  private static final int NAMED = 6;

  @Override
  public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
    List<ModelOffer> fit = new ArrayList<>();
    List<String> obstacles = new ArrayList<>();
    for (ModelOffer offer : offers) {
      Optional<String> obstacle = call.needs().obstacle(offer, call);
      obstacle.ifPresentOrElse(words -> obstacles.add(offer.name() + " (" + words + ")"), () -> fit.add(offer));
    }
    if (fit.isEmpty()) {
      String more = obstacles.size() > NAMED ? " and %d more".formatted(obstacles.size() - NAMED) : "";
      return Picks.none(obstacles.isEmpty() ? "No model is on offer."
          : "No model qualifies: " + String.join(", ", obstacles.subList(0, Math.min(NAMED, obstacles.size()))) + more + ".");
    }
    return policy.choose(call, fit);
  }

  @Override
  public String version() {
    return "qualified(" + policy.version() + ")";
  }

  @Override
  public ModelPolicy settled() {
    return new QualifiedPolicy(policy.settled());
  }
}
