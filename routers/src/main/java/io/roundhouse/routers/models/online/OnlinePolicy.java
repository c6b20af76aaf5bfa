package io.roundhouse.routers.models.online;

import io.roundhouse.routers.Candidate;
import io.roundhouse.routers.Choice;
import io.roundhouse.routers.Estimate;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.routers.models.ModelPolicy;
import io.roundhouse.routers.models.learn.OutcomePredictor;
import io.roundhouse.routers.models.learn.Prediction;
import io.roundhouse.routers.models.learn.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Decides by an offline prediction, corrected by what feedback has taught a {@link Bandit} since; price, waiting and energy count as
 * the call's goal says (GreenServ, arXiv 2601.17551). A model that training has not seen starts at the middle of the others and is
 * explored because it is uncertain. Held to the best static choice by a {@link Tether}: while the sum of what was risked so far is not
 * covered, the static model answers. Immutable: feedback yields another policy.
 */
public final class OnlinePolicy implements ModelPolicy {

  /** How to explore. */
  public enum Exploration {
    /** The greatest plausible value (LinUCB, Li and others, arXiv 1003.0146). */
    OPTIMISM,
    /** A value drawn from what is believed (Thompson sampling); propensities are estimated from {@value #DRAWS} more draws. */
    DRAW
  }

  private static final int DRAWS = 64;
  private static final double LONG = 4_000;
  private static final double NEW_MODEL_DOLLARS = 0.001;

  private final OutcomePredictor predictor;
  private final Bandit bandit;
  private final Exploration exploration;
  private final double breadth;
  private final Tether tether;

  /**
   * Creates a policy.
   *
   * @param bandit with {@link #CONTEXT} dimensions
   * @param breadth how much uncertainty counts, zero or more; 0.3 is a good start, 0 does not explore
   */
  public OnlinePolicy(OutcomePredictor predictor, Bandit bandit, Exploration exploration, double breadth, Tether tether) {
    this.predictor = predictor;
    this.bandit = bandit;
    this.exploration = exploration;
    this.breadth = breadth;
    this.tether = tether;
  }

  /** How many numbers a context has. */
  public static final int CONTEXT = 6;

  /** Returns the bandit inside, with all that feedback has taught. */
  public Bandit bandit() {
    return bandit;
  }

  /** Returns the tether inside, with what has been risked so far. */
  public Tether tether() {
    return tether;
  }

  /** Returns this policy with another bandit: a model joined or left, or a snapshot was rolled back. */
  public OnlinePolicy withBandit(Bandit other) {
    return new OnlinePolicy(predictor, other, exploration, breadth, tether);
  }

  /**
   * Returns a policy that has learned what came of a decision, however late it comes.
   *
   * @param call the call that was decided
   * @param model the name of the model that answered
   * @param quality the score, 0 to 1
   */
  public OnlinePolicy learn(ModelCall call, String model, double quality) {
    Prediction prediction = predict(call);
    double surprise = quality - prior(prediction, model);
    return new OnlinePolicy(predictor, bandit.learn(model, context(call), surprise), exploration, breadth,
        tether.learn(model, quality, prior(prediction, tether.fixed())));
  }

  private Prediction predict(ModelCall call) {
    return predictor.predict(new Query(call.text(), call.routeText(), call.vector()));
  }

  @Override
  public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
    List<ModelOffer> known = offers.stream().filter(offer -> bandit.models().contains(offer.name()))
        .sorted(Comparator.comparing(ModelOffer::name)).toList();
    if (known.isEmpty() || call.vector().length == 0) {
      return Choice.of(Optional.empty(), "The bandit knows none of the models on offer, or the request has no vector.");
    }
    Prediction prediction = predict(call);
    double[] context = context(call);
    Optional<ModelOffer> anchor = known.stream().filter(offer -> offer.name().equals(tether.fixed())).findFirst();
    if (anchor.isPresent() && tether.isTaut()) {
      return Choice.<Optional<ModelOffer>>of(anchor, "It uses %s until exploring has paid for itself.".formatted(tether.fixed()))
          .withCandidates(List.of(candidate(anchor.get(), prediction, 0, 1)));
    }
    SplittableRandom draws = new SplittableRandom(call.sequence());
    double[] values = values(known, call, prediction, context, draws);
    int best = argmax(values);
    double[] propensity = propensity(known, call, prediction, context, best, draws);
    List<Candidate> candidates = new ArrayList<>();
    for (int k = 0; k < values.length; k++) {
      candidates.add(candidate(known.get(k), prediction, values[k], propensity[k]));
    }
    candidates.sort(Comparator.comparingDouble((Candidate each) -> each.score() == null ? 0 : each.score()).reversed());
    return Choice.<Optional<ModelOffer>>of(Optional.of(known.get(best)),
            "It uses %s, by what was learned before and since.".formatted(known.get(best).name()))
        .withCandidates(candidates).withPredicted(candidate(known.get(best), prediction, 0, 1).predicted());
  }

  private double[] values(List<ModelOffer> known, ModelCall call, Prediction prediction, double[] context, SplittableRandom draws) {
    double[] values = new double[known.size()];
    for (int k = 0; k < values.length; k++) {
      String name = known.get(k).name();
      double correction = switch (exploration) {
        case OPTIMISM -> bandit.correction(name, context) + breadth * bandit.uncertainty(name, context);
        case DRAW -> bandit.draw(name, context, breadth, draws);
      };
      values[k] = call.goal().utility(prior(prediction, name) + correction, dollars(known.get(k), prediction, call), known.get(k).state());
    }
    return values;
  }

  private double[] propensity(
      List<ModelOffer> known, ModelCall call, Prediction prediction, double[] context, int best, SplittableRandom draws) {
    double[] propensity = new double[known.size()];
    if (exploration == Exploration.OPTIMISM) {
      propensity[best] = 1;
      return propensity;
    }
    Arrays.fill(propensity, 1.0 / (DRAWS + 1 + known.size())); // never zero: learning divides by it
    propensity[best] += 1.0 / (DRAWS + 1 + known.size());
    for (int draw = 0; draw < DRAWS; draw++) {
      propensity[argmax(values(known, call, prediction, context, draws))] += 1.0 / (DRAWS + 1 + known.size());
    }
    return propensity;
  }

  private static int argmax(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }

  private Candidate candidate(ModelOffer offer, Prediction prediction, double score, double propensity) {
    return new Candidate(offer.name(), score, Math.min(1, propensity),
        new Estimate(Math.clamp(prior(prediction, offer.name()), 0, 1), null, offer.state().latency()));
  }

  private double prior(Prediction prediction, String model) {
    int index = predictor.models().indexOf(model);
    return index >= 0 ? prediction.quality()[index] : Arrays.stream(prediction.quality()).average().orElse(0.5);
  }

  private double dollars(ModelOffer offer, Prediction prediction, ModelCall call) {
    int index = predictor.models().indexOf(offer.name());
    if (index >= 0) {
      return prediction.cost()[index];
    }
    long micros = offer.costMicros(call.inputTokens(), call.answerTokens());
    return micros == 0 ? NEW_MODEL_DOLLARS : micros / 1e6;
  }

  /** Length, digits, signs and code: the complexity of GreenServ's context; task and cluster are in the prediction already. */
  static double[] context(ModelCall call) {
    String text = call.routeText();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      counts.merge(Character.isDigit(c) ? "digit" : Character.isLetter(c) ? "letter" : Character.isWhitespace(c) ? "blank" : "sign", 1,
          Integer::sum);
    }
    double length = Math.max(1, text.length());
    return new double[] {
        1, Math.log1p(text.length()) / Math.log1p(LONG), counts.getOrDefault("digit", 0) / length, counts.getOrDefault("sign", 0) / length,
        text.indexOf('?') >= 0 ? 1 : 0, text.contains("def ") || text.contains("{") || text.contains("\\") ? 1 : 0,
    };
  }

  @Override
  public String version() {
    return "online/1(%s,%s,%d)".formatted(exploration, breadth, bandit.version());
  }
}
