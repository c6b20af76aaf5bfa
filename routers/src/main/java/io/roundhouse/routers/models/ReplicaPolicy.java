package io.roundhouse.routers.models;

import io.roundhouse.routers.Candidate;
import io.roundhouse.routers.Choice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Chooses a model among one replica of each, then a replica. */
record ReplicaPolicy(ModelPolicy models, ModelPolicy replicas) implements ModelPolicy {

  @Override
  public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
    Map<String, ModelOffer> first = new TreeMap<>();
    offers.forEach(offer -> first.merge(offer.model(), offer, (a, b) -> a.name().compareTo(b.name()) <= 0 ? a : b));
    Choice<Optional<ModelOffer>> model = models.choose(call, List.copyOf(first.values()));
    if (model.value().isEmpty()) {
      return model;
    }
    String wanted = model.value().get().model();
    List<ModelOffer> same = offers.stream().filter(offer -> offer.model().equals(wanted)).toList();
    Choice<Optional<ModelOffer>> replica = same.size() == 1 ? model : replicas.choose(call, same);
    double reached = model.candidates().stream().filter(candidate -> candidate.name().equals(model.value().get().name()))
        .mapToDouble(Candidate::propensity).findFirst().orElse(1);
    List<Candidate> candidates = same.size() == 1 ? model.candidates() : replica.candidates().stream()
        .map(each -> new Candidate(each.name(), each.score(), each.propensity() * reached, each.predicted().or(model.predicted())))
        .toList();
    return new Choice<>(replica.value(), candidates, model.predicted().or(replica.predicted()), model.confidence(),
        same.size() == 1 ? model.reason() : model.reason() + " " + replica.reason());
  }

  @Override
  public String version() {
    return "then-replica(%s,%s)".formatted(models.version(), replicas.version());
  }

  @Override
  public ModelPolicy settled() {
    return new ReplicaPolicy(models.settled(), replicas.settled());
  }
}
