package io.roundhouse.routers;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Gives an agent the model it prefers, else the cheapest one that has room for the request and an answer. Length is estimated,
 * since every model counts differently: four characters are a token, and an answer has {@value #ANSWER_TOKENS} tokens. A
 * preferred model is taken whatever its size: an explicit wish beats an estimate.
 */
final class CheapestFitPolicy implements Policy<Optional<ModelProfile>> {

  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final int ANSWER_TOKENS = 512;
  private static final double TOKENS_PER_PRICE = 1e6;

  @Override
  public Choice<Optional<ModelProfile>> choose(Draft draft) {
    List<ModelProfile> models = draft.request().models();
    String agent = draft.seats().getLast().agent();
    String preferred = draft.seated().preferredModel();
    int tokens = Math.ceilDiv(draft.request().text().length(), CHARACTERS_PER_TOKEN);
    for (ModelProfile model : models) {
      if (model.name().equals(preferred)) {
        return Choice.of(Optional.of(model), "It uses %s, the model that %s prefers.".formatted(model.name(), agent))
            .withCandidates(List.of(candidate(model, tokens, true)))
            .withPredicted(predict(model, tokens));
      }
    }
    return cheapest(models, tokens, preferred == null ? "" : ", since %s, which it prefers, is not offered".formatted(preferred));
  }

  @Override
  public String version() {
    return "cheapest-fit/1";
  }

  private static Choice<Optional<ModelProfile>> cheapest(List<ModelProfile> models, int tokens, String because) {
    List<ModelProfile> fitting = models.stream()
        .filter(model -> fits(model, tokens))
        .sorted(Comparator.<ModelProfile>comparingDouble(model -> cost(model, tokens)).thenComparing(ModelProfile::name))
        .toList();
    if (fitting.isEmpty()) {
      return Choice.of(Optional.empty(), models.isEmpty()
          ? "No model is offered, so the agent works without one."
          : "No model has room for about %d tokens and an answer.".formatted(tokens));
    }
    ModelProfile best = fitting.getFirst();
    return Choice.of(Optional.of(best), "It uses %s, %s%s.".formatted(best.name(), rank(fitting), because))
        .withCandidates(fitting.stream().map(model -> candidate(model, tokens, model.equals(best))).toList())
        .withPredicted(predict(best, tokens));
  }

  private static String rank(List<ModelProfile> fitting) {
    return fitting.size() == 1 ? "the only model with room for the request"
        : "the cheapest of %d models with room for the request".formatted(fitting.size());
  }

  private static Candidate candidate(ModelProfile model, int tokens, boolean chosen) {
    return new Candidate(model.name(), -cost(model, tokens), chosen ? 1 : 0, predict(model, tokens));
  }

  private static Estimate predict(ModelProfile model, int tokens) {
    return model.isPriced() ? Estimate.ofCost((long) Math.ceil(cost(model, tokens))) : Estimate.UNKNOWN;
  }

  private static boolean fits(ModelProfile model, int tokens) {
    return model.contextTokens() == 0 || (long) tokens + ANSWER_TOKENS <= model.contextTokens();
  }

  /** In micro-dollars; doubles cannot overflow and are exact far beyond any real price. */
  private static double cost(ModelProfile model, int tokens) {
    return ((double) tokens * model.inputPriceMicros() + (double) ANSWER_TOKENS * model.outputPriceMicros()) / TOKENS_PER_PRICE;
  }
}
