package io.roundhouse.routers.models;

import io.roundhouse.routers.Candidate;
import io.roundhouse.routers.Choice;
import io.roundhouse.routers.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Words for choices that the policies of this package share. */
final class Picks {

  private Picks() {}

  /** Nothing, with the reason. */
  static Choice<Optional<ModelOffer>> none(String reason) {
    return Choice.of(Optional.empty(), reason);
  }

  /** One of the offers, for certain; the others were never in play. */
  static Choice<Optional<ModelOffer>> sure(ModelOffer chosen, ModelCall call, String reason) {
    Estimate predicted = cost(chosen, call);
    return Choice.<Optional<ModelOffer>>of(Optional.of(chosen), reason)
        .withCandidates(List.of(new Candidate(chosen.name(), null, 1, predicted))).withPredicted(predicted);
  }

  /** The offer with the greatest score, for certain; among equals the first by name. */
  static Choice<Optional<ModelOffer>> best(List<ModelOffer> offers, ModelCall call, ToDoubleFunction<ModelOffer> score, String reason) {
    List<ModelOffer> ranked = offers.stream()
        .sorted(Comparator.comparingDouble(score).reversed().thenComparing(ModelOffer::name)).toList();
    List<Candidate> candidates = new ArrayList<>();
    for (ModelOffer offer : ranked) {
      boolean first = offer.name().equals(ranked.getFirst().name());
      candidates.add(new Candidate(offer.name(), score.applyAsDouble(offer), first ? 1 : 0, cost(offer, call)));
    }
    return Choice.<Optional<ModelOffer>>of(Optional.of(ranked.getFirst()), reason.formatted(ranked.getFirst().name()))
        .withCandidates(candidates).withPredicted(cost(ranked.getFirst(), call));
  }

  static Estimate cost(ModelOffer offer, ModelCall call) {
    return new Estimate(null, offer.priced() ? offer.costMicros(call.inputTokens(), call.answerTokens()) : null, offer.state().latency());
  }

  /** A number from 0 (included) to 1 that depends on the call's number and on {@code salt} alone. */
  static double draw(long sequence, long salt) {
    return (mixed(sequence * 0x9E3779B97F4A7C15L + salt) >>> 11) * 0x1.0p-53;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
