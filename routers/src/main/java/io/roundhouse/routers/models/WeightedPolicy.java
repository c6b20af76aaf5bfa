package io.roundhouse.routers.models;

import io.roundhouse.routers.Candidate;
import io.roundhouse.routers.Choice;
import io.roundhouse.routers.RoutingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Draws lots with fixed weights; what is not on offer gives its share to the others. */
record WeightedPolicy(Map<String, Double> weights) implements ModelPolicy {

  private static final long SALT = 0x57;

  WeightedPolicy {
    weights = Collections.unmodifiableMap(new TreeMap<>(weights));
    weights.forEach((name, weight) -> {
      if (!(weight >= 0) || weight.isInfinite()) {
        throw new RoutingException.Invalid("the weight of '%s' is %s; expected zero or more".formatted(name, weight));
      }
    });
    if (weights.values().stream().noneMatch(weight -> weight > 0)) {
      throw new RoutingException.Invalid("weights are %s; expected at least one above zero".formatted(weights));
    }
  }

  @Override
  public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
    List<ModelOffer> known = offers.stream().filter(offer -> weights.getOrDefault(offer.name(), 0.0) > 0)
        .sorted(Comparator.comparing(ModelOffer::name)).toList();
    if (known.isEmpty()) {
      return Picks.none("None of the models with a weight is on offer.");
    }
    double total = known.stream().mapToDouble(offer -> weights.getOrDefault(offer.name(), 0.0)).sum();
    double left = Picks.draw(call.sequence(), SALT) * total;
    ModelOffer chosen = known.getLast();
    for (ModelOffer offer : known) {
      left -= weights.getOrDefault(offer.name(), 0.0);
      if (left < 0) {
        chosen = offer;
        break;
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    for (ModelOffer offer : known) {
      double weight = weights.getOrDefault(offer.name(), 0.0);
      candidates.add(new Candidate(offer.name(), weight, Math.min(1, weight / total), Picks.cost(offer, call)));
    }
    return Choice.<Optional<ModelOffer>>of(Optional.of(chosen), "Lots were drawn by weight; %s came out.".formatted(chosen.name()))
        .withCandidates(candidates).withPredicted(Picks.cost(chosen, call));
  }

  @Override
  public String version() {
    return "weighted/1" + weights;
  }
}
