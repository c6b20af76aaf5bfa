package io.roundhouse.routers.controller;

import io.roundhouse.routers.Candidate;
import io.roundhouse.routers.Choice;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Draft;
import io.roundhouse.routers.Estimate;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Policy;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.controller.plans.Fork;
import io.roundhouse.routers.controller.plans.PlanFacts;
import io.roundhouse.routers.controller.plans.StageScorer;
import io.roundhouse.routers.controller.plans.Walk;
import io.roundhouse.routers.embedding.TextEmbedder;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One stage by a snapshot: takes the branch with the best score, or now and then another, and says with which probability. */
record StagePolicy<C>(
    Stage stage, ControllerSnapshot snapshot, StageScorer scorer, String learned, TextEmbedder embedder, Set<CollaborationMode> modes,
    Exploration exploration, Policy<C> otherwise, Value<C> value) implements Policy<C> {

  /** What a branch's name stands for. */
  interface Value<C> {
    C of(Draft draft, String name);
  }

  @Override
  public Choice<C> choose(Draft draft) {
    Fork fork = snapshot.book().fork(stage, draft, modes);
    if (fork.branches().isEmpty()) {
      return otherwise.choose(draft);
    }
    float[] vector = embedder.embed(draft.request().text());
    double[] scores = scorer.score(vector, fork);
    int best = Walk.best(scores);
    int taken = exploration.take(best, scores.length, draft.request().text(), stage + "/" + draft.seat());
    Fork.Branch branch = fork.branches().get(taken);
    boolean open = fork.branches().stream().anyMatch(each -> each.name().isEmpty());
    Choice<C> usual = open ? otherwise.choose(draft) : null;
    if (usual != null && fork.branches().size() == 1) {
      return usual;
    }
    List<Candidate> candidates = candidates(fork, scores, best, usual);
    C chosen = usual != null && branch.name().isEmpty() ? usual.value() : value.of(draft, branch.name());
    return new Choice<>(chosen, candidates, estimate(branch), scorer.confidence(scores, taken), reason(branch, taken == best));
  }

  /** Best first. Where a branch leaves the model to the usual policy it bears that one's name; equal names are one candidate. */
  private List<Candidate> candidates(Fork fork, double[] scores, int best, @Nullable Choice<C> usual) {
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    for (int i = 0; i < scores.length; i++) {
      Fork.Branch branch = fork.branches().get(i);
      String name = branch.name().isEmpty() && usual != null ? name(usual.value()) : branch.name();
      double propensity = exploration.propensity(i == best, scores.length);
      candidates.merge(name, new Candidate(name, scores[i], propensity, estimate(branch)), (one, other) ->
          new Candidate(name, Math.max(score(one), score(other)), Math.min(1, one.propensity() + other.propensity()), one.predicted()));
    }
    return candidates.values().stream().sorted(Comparator.<Candidate>comparingDouble(each -> -score(each))).toList();
  }

  private static double score(Candidate candidate) {
    return candidate.score() == null ? 0 : candidate.score();
  }

  /** What a stage's choice is called among its candidates. */
  static String name(@Nullable Object value) {
    return value instanceof Optional<?> chosen
        ? chosen.orElse(null) instanceof ModelProfile model ? model.name() : "no model" : String.valueOf(value);
  }

  /** What is expected of the branch's best plan over all texts. */
  private Estimate estimate(Fork.Branch branch) {
    return branch.plans().stream().map(plan -> snapshot.book().plans().get(plan))
        .max(Comparator.comparingDouble(PlanFacts::utility)).map(PlanFacts::estimate).orElse(Estimate.UNKNOWN);
  }

  private String reason(Fork.Branch branch, boolean best) {
    String what = switch (stage) {
      case MODE -> "Mode %s".formatted(branch.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      case NUMBER -> "1".equals(branch.name()) ? "One agent" : branch.name() + " agents";
      case ROLE -> "Role %s".formatted(branch.name());
      case MODEL -> branch.name().isEmpty() ? "The usual model" : "Model %s".formatted(branch.name());
      case ELIGIBILITY, AGENTS -> branch.name();
    };
    boolean several = stage == Stage.NUMBER && !"1".equals(branch.name());
    return what + (!best ? (several ? " are" : " is") + " tried here to learn how it does."
        : switch (snapshot.inService()) {
          case STATIC -> (several ? " have" : " has") + " served best over all requests so far.";
          case TABLE -> (several ? " have" : " has") + " served best for requests of this kind so far.";
          case LEARNED -> (several ? " promise" : " promises") + " the most for this request.";
        });
  }

  @Override
  public String version() {
    String exploring = exploration.share() == 0 ? "" : " exploring %s%s%s".formatted(
        exploration.share(), exploration.salt().isEmpty() ? "" : "/", exploration.salt());
    return "%s/1(%s)%s or %s".formatted(snapshot.inService().name().toLowerCase(Locale.ROOT), learned, exploring,
        otherwise.version());
  }

  @Override
  public String embeddingModel() {
    return embedder.name();
  }
}
