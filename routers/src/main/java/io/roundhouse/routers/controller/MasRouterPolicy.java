package io.roundhouse.routers.controller;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.Policy;
import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.embedding.TextEmbedder;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The policies for mode, number, role and model that decide by a snapshot. Each goes only where some plan of the snapshot leads; where
 * none does, because its models are not offered or its mode is not allowed, the policy that it replaces decides. A model that the
 * snapshot chooses goes before the one an agent prefers.
 *
 * <p>Every stage embeds the text, so give an embedder that remembers, such as {@link
 * io.roundhouse.routers.embedding.CachedEmbedder}; embedding takes milliseconds, so decide on a worker or a virtual thread. Immutable
 * and safe to share.
 */
public final class LearnedPolicies {

  private final ControllerSnapshot snapshot;
  private final String version;
  private final TextEmbedder embedder;
  private final Set<CollaborationMode> modes;
  private final Exploration exploration;

  private LearnedPolicies(
      ControllerSnapshot snapshot, String version, TextEmbedder embedder, Set<CollaborationMode> modes, Exploration exploration) {
    this.snapshot = snapshot;
    this.version = version;
    this.embedder = embedder;
    this.modes = modes;
    this.exploration = exploration;
  }

  /**
   * Returns policies that take the best choice in every mode the snapshot knows.
   *
   * @throws RoutingException.Invalid if the snapshot was trained on the vectors of another embedder
   */
  public static LearnedPolicies of(ControllerSnapshot snapshot, TextEmbedder embedder) {
    if (!snapshot.embedder().equals(embedder.name())) {
      throw new RoutingException.Invalid("controller snapshot '%s' was trained with embedder '%s' and is to be used with '%s'; use the same"
          .formatted(snapshot.version(), snapshot.embedder(), embedder.name()));
    }
    return new LearnedPolicies(snapshot, snapshot.version(), embedder, EnumSet.allOf(CollaborationMode.class), Exploration.NONE);
  }

  /** Returns these policies restricted to some modes; none are left if the collection is empty. */
  public LearnedPolicies withModes(Collection<CollaborationMode> allowed) {
    Set<CollaborationMode> fewer = EnumSet.noneOf(CollaborationMode.class);
    fewer.addAll(allowed);
    return new LearnedPolicies(snapshot, version, embedder, fewer, exploration);
  }

  /**
   * Returns these policies with some exploration: at every stage, for a share of requests, one of the branches is drawn instead of the
   * best one taken. The probabilities are in the decision's candidates. The draw depends on the text, the stage and {@code salt} alone;
   * a salt of the caller's own for each request, such as the run's id, lets equal texts be decided differently.
   *
   * @param share from 0 to 1
   */
  public LearnedPolicies withExploration(double share, String salt) {
    return new LearnedPolicies(snapshot, version, embedder, modes, new Exploration(share, salt));
  }

  /** Returns {@code usual} with these policies for mode, number, role and model; what they replace decides where they cannot. */
  public Policies into(Policies usual) {
    return usual.withMode(mode(usual.mode())).withNumber(number(usual.number()))
        .withRole(role(usual.role())).withModel(model(usual.model()));
  }

  /** Returns the policy for {@link Stage#MODE}. */
  public Policy<CollaborationMode> mode(Policy<CollaborationMode> otherwise) {
    return stage(Stage.MODE, otherwise, (draft, name) -> CollaborationMode.valueOf(name));
  }

  /** Returns the policy for {@link Stage#NUMBER}. */
  public Policy<Integer> number(Policy<Integer> otherwise) {
    return stage(Stage.NUMBER, otherwise, (draft, name) -> Integer.valueOf(name));
  }

  /** Returns the policy for {@link Stage#ROLE}. */
  public Policy<String> role(Policy<String> otherwise) {
    return stage(Stage.ROLE, otherwise, (draft, name) -> name);
  }

  /** Returns the policy for {@link Stage#MODEL}. */
  public Policy<Optional<ModelProfile>> model(Policy<Optional<ModelProfile>> otherwise) {
    return stage(Stage.MODEL, otherwise, (draft, name) ->
        draft.request().models().stream().filter(each -> each.name().equals(name)).findFirst());
  }

  private <C> Policy<C> stage(Stage stage, Policy<C> otherwise, StagePolicy.Value<C> value) {
    return new StagePolicy<>(stage, snapshot, snapshot.scorer(), version, embedder, modes, exploration, otherwise, value);
  }
}
