package io.roundhouse.routers.controller;

import io.roundhouse.routers.Candidate;
import io.roundhouse.routers.Choice;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Draft;
import io.roundhouse.routers.Estimate;
import io.roundhouse.routers.Policy;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.controller.plans.Fork;
import io.roundhouse.routers.controller.plans.PlanFacts;
import io.roundhouse.routers.controller.plans.StageScorer;
import io.roundhouse.routers.controller.plans.Walk;
import io.roundhouse.routers.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One stage by a snapshot: takes the branch with the best score, or now and then another, and says with which probability. */
record StagePolicy<C>(
    Stage stage, ControllerSnapshot snapshot, StageScorer scorer, String learned, TextEmbedder embedder, Set<CollaborationMode> modes,
    Exploration exploration, Policy<C> otherwise, Value<C> value) implements Policy<C> {

  /** What a branch's name stands for; nothing if the policy that is replaced has to say. */
  interface Value<C> {
    Optional<C> of(Draft draft, String name);
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
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      candidates.add(new Candidate(shown(fork.branches().get(i)), scores[i], exploration.propensity(i == best, scores.length),
          estimate(fork.branches().get(i))));
    }
    candidates.sort(Comparator.comparingDouble((Candidate each) -> each.score() == null ? 0 : each.score()).reversed());
    Fork.Branch branch = fork.branches().get(taken);
    return value.of(draft, branch.name())
        .map(chosen -> new Choice<>(chosen, candidates, estimate(branch), scorer.confidence(scores, taken), reason(branch, taken == best)))
        .orElseGet(() -> usual(draft, candidates));
  }

  /** The plan leaves this to the policy that is replaced; what that chose carries the branch's probability. */
  private Choice<C> usual(Draft draft, List<Candidate> candidates) {
    Choice<C> choice = otherwise.choose(draft);
    return candidates.size() == 1 ? choice : choice.withCandidates(candidates);
  }

  private static String shown(Fork.Branch branch) {
    return branch.name().isEmpty() ? "its own" : branch.name();
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
      case MODEL -> "Model %s".formatted(branch.name());
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
