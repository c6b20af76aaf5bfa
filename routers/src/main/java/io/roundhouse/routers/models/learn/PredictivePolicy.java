package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.Candidate;
import io.roundhouse.routers.Choice;
import io.roundhouse.routers.Estimate;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.routers.models.ModelPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the offer with the best predicted quality minus what it costs in the goal's terms (CARROT, arXiv 2502.03261, with the flags of
 * Tryage). Where training did not show learning to beat the best single model, that model is taken if it is on offer. Chooses nothing
 * if the call has no vector or no offer is known to the predictor, so that a wrapped policy behind it can decide. Immutable.
 */
public final class PredictivePolicy implements ModelPolicy {

  private static final double SPREAD = 0.35; // of a single score around its prediction, about the middle between a coin and a sure thing

  private final OutcomePredictor predictor;
  private final String version;
  private final Map<String, Integer> index = new HashMap<>();
  private final boolean[] candidate;

  private PredictivePolicy(OutcomePredictor predictor, String version) {
    this.predictor = predictor;
    this.version = version;
    for (int j = 0; j < predictor.models().size(); j++) {
      index.put(predictor.models().get(j), j);
    }
    candidate = new boolean[index.size()];
    for (int j : predictor.candidates()) {
      candidate[j] = true;
    }
  }

  /** Returns a policy that decides by {@code predictor}; {@code version} names its snapshot. */
  public static PredictivePolicy of(OutcomePredictor predictor, String version) {
    return new PredictivePolicy(predictor, version);
  }

  private record Scored(ModelOffer offer, double quality, double dollars, double utility) {}

  @Override
  public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
    if (call.vector().length == 0) {
      return Choice.of(Optional.empty(), "The request has no vector to predict from.");
    }
    List<ModelOffer> known = offers.stream().filter(offer -> index(offer) >= 0).toList();
    if (known.isEmpty()) {
      return Choice.of(Optional.empty(), "None of the models on offer was seen in training.");
    }
    Prediction prediction = predictor.predict(new Query(call.text(), call.routeText(), call.vector()));
    List<ModelOffer> worth = known.stream().filter(offer -> candidate[index(offer)]).toList();
    List<Scored> ranked = new ArrayList<>();
    for (ModelOffer offer : worth.isEmpty() ? known : worth) {
      int j = index(offer);
      double dollars = prediction.cost()[j];
      ranked.add(new Scored(offer, prediction.quality()[j], dollars,
          call.goal().utility(prediction.quality()[j], dollars, offer.state())));
    }
    ranked.sort(Comparator.comparingDouble(Scored::utility).reversed().thenComparingDouble(Scored::dollars)
        .thenComparing(scored -> scored.offer().name()));
    Scored chosen = ranked.getFirst();
    String reason = "It uses %s, which promises the most for the price here.".formatted(chosen.offer().name());
    int fixed = call.goal().perSecond() > 0 || call.goal().perJoule() > 0 ? -1 : predictor.fixedAt(call.goal().perDollar()).orElse(-1);
    for (ModelOffer offer : known) {
      if (index(offer) == fixed) {
        chosen = new Scored(offer, prediction.quality()[fixed], prediction.cost()[fixed],
            call.goal().utility(prediction.quality()[fixed], prediction.cost()[fixed], offer.state()));
        reason = "It uses %s, because at this price for quality nothing learned beats it.".formatted(offer.name());
        break;
      }
    }
    return choice(chosen, ranked, reason);
  }

  private static Choice<Optional<ModelOffer>> choice(Scored chosen, List<Scored> ranked, String reason) {
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(candidate(chosen, 1));
    for (Scored scored : ranked) {
      if (!scored.offer().name().equals(chosen.offer().name())) {
        candidates.add(candidate(scored, 0));
      }
    }
    boolean isFirst = ranked.getFirst().offer().name().equals(chosen.offer().name());
    double lead = ranked.size() < 2 ? 1 : chosen.utility() - ranked.get(isFirst ? 1 : 0).utility();
    return new Choice<>(Optional.of(chosen.offer()), candidates, estimate(chosen), Math.clamp(0.5 + 0.5 * Math.tanh(lead / SPREAD), 0, 1),
        reason);
  }

  private static Candidate candidate(Scored scored, double propensity) {
    return new Candidate(scored.offer().name(), scored.utility(), propensity, estimate(scored));
  }

  private static Estimate estimate(Scored scored) {
    long micros = Math.round(Math.max(0, scored.dollars()) * 1e6);
    return new Estimate(Math.clamp(scored.quality(), 0, 1), micros, scored.offer().state().latency());
  }

  private int index(ModelOffer offer) {
    Integer named = index.get(offer.name());
    return named != null ? named : index.getOrDefault(offer.model(), -1);
  }

  @Override
  public String version() {
    return "predictive/1(" + version + ")";
  }
}
