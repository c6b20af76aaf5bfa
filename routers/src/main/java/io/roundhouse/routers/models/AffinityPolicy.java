package io.roundhouse.routers.models;

import io.roundhouse.routers.Choice;
import io.roundhouse.routers.RoutingException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Two choices by key, the sooner of the two (Mitzenmacher, "The Power of Two Choices", 2001; with keys as in DualMap). The key's two
 * replicas are those with the greatest hashes of key and name, so that only calls of a replica that leaves move elsewhere. A call
 * without a key gets two replicas by its number.
 */
record AffinityPolicy(int overload) implements ModelPolicy {

  private static final Duration UNKNOWN = Duration.ofSeconds(1);

  AffinityPolicy {
    if (overload < 1) {
      throw new RoutingException.Invalid("overload is %d; expected at least 1".formatted(overload));
    }
  }

  @Override
  public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
    if (offers.isEmpty()) {
      return Picks.none("No model is on offer.");
    }
    String key = call.affinity().isEmpty() ? Long.toString(call.sequence()) : call.affinity();
    List<ModelOffer> pair = offers.stream()
        .sorted(Comparator.comparingLong((ModelOffer offer) -> hash(key, offer.name())).thenComparing(ModelOffer::name)).limit(2).toList();
    ModelOffer sooner = sooner(pair);
    if (sooner.state().inFlight() >= overload) {
      ModelOffer any = sooner(offers);
      if (any.state().inFlight() < overload) {
        return Picks.best(offers, call, offer -> -delay(offer),
            "It uses %s, because both replicas that may know the beginning of this conversation are overloaded.");
      }
    }
    return Picks.best(pair, call, offer -> -delay(offer), "It uses %s, the less busy of the two replicas of this conversation.");
  }

  private static ModelOffer sooner(List<ModelOffer> offers) {
    return offers.stream().min(Comparator.comparingDouble(AffinityPolicy::delay).thenComparing(ModelOffer::name)).orElseThrow();
  }

  /** Seconds until a new call would be answered if calls queue. */
  private static double delay(ModelOffer offer) {
    Duration latency = offer.state().latency() == null ? UNKNOWN : offer.state().latency();
    return (offer.state().inFlight() + 1) * Math.max(1, latency.toMillis()) / 1000.0;
  }

  private static long hash(String key, String name) {
    long hash = 0xcbf29ce484222325L;
    String both = key + '\n' + name;
    for (int i = 0; i < both.length(); i++) {
      hash = (hash ^ both.charAt(i)) * 0x100000001b3L;
    }
    return Picks.mixed(hash);
  }

  @Override
  public String version() {
    return "least-busy/1(" + overload + ")";
  }
}
