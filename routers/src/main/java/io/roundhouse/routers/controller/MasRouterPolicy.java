package io.roundhouse.routers.controller;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Draft;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.Policy;
import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.controller.network.PaperCascade;
import io.roundhouse.routers.embedding.TextEmbedder;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * MasRouter's cascade (arXiv 2502.11133): the policies for mode, number, role and model that decide by a snapshot. Each goes only where
 * some plan of the snapshot leads; where none does, because its models are not offered or its mode is not allowed, the policy that it
 * replaces decides. A model that the snapshot chooses goes before the one an agent prefers.
 *
 * <p>This is the cascade with its flaws mended: temperatures are learned, the best branch is taken and exploration is logged with its
 * probabilities, modes of one agent have one, the kind of task is inferred from the text, and what was learned decides only if it is not
 * worse than the best plan for all requests. {@link #withFaithful} decides as the paper's own program does, to compare the two.
 *
 * <p>Every stage embeds the text, so give an embedder that remembers, such as {@link
 * io.roundhouse.routers.embedding.CachedEmbedder}; embedding takes milliseconds, so decide on a worker or a virtual thread. Immutable
 * and safe to share.
 */
public final class MasRouterPolicy {

  private final ControllerSnapshot snapshot;
  private final String version;
  private final TextEmbedder embedder;
  private final Set<CollaborationMode> modes;
  private final Exploration exploration;
  private final boolean faithful;
  private final UnaryOperator<PaperCascade.Draws> draws;

  private MasRouterPolicy(ControllerSnapshot snapshot, String version, TextEmbedder embedder, Set<CollaborationMode> modes,
      Exploration exploration, boolean faithful, UnaryOperator<PaperCascade.Draws> draws) {
    this.snapshot = snapshot;
    this.version = version;
    this.embedder = embedder;
    this.modes = modes;
    this.exploration = exploration;
    this.faithful = faithful;
    this.draws = draws;
  }

  /**
   * Returns policies that take the best choice in every mode the snapshot knows.
   *
   * @throws RoutingException.Invalid if the snapshot was trained on the vectors of another embedder
   */
  public static MasRouterPolicy of(ControllerSnapshot snapshot, TextEmbedder embedder) {
    if (!snapshot.embedder().equals(embedder.name())) {
      throw new RoutingException.Invalid("controller snapshot '%s' was trained with embedder '%s' and is to be used with '%s'; use the same"
          .formatted(snapshot.version(), snapshot.embedder(), embedder.name()));
    }
    return new MasRouterPolicy(snapshot, snapshot.version(), embedder, EnumSet.allOf(CollaborationMode.class), Exploration.NONE, false,
        UnaryOperator.identity());
  }

  /** Returns these policies restricted to some modes; none are left if the collection is empty. */
  public MasRouterPolicy withModes(Collection<CollaborationMode> allowed) {
    Set<CollaborationMode> fewer = EnumSet.noneOf(CollaborationMode.class);
    fewer.addAll(allowed);
    return new MasRouterPolicy(snapshot, version, embedder, fewer, exploration, faithful, draws);
  }

  /**
   * Returns these policies with some exploration: at every stage, for a share of requests, one of the branches is drawn instead of the
   * best one taken. The probabilities are in the decision's candidates. The draw depends on the text, the stage and {@code salt} alone;
   * a salt of the caller's own for each request, such as the run's id, lets equal texts be decided differently.
   *
   * @param share from 0 to 1; without meaning to {@link #withFaithful}, which draws everything
   */
  public MasRouterPolicy withExploration(double share, String salt) {
    return new MasRouterPolicy(snapshot, version, embedder, modes, new Exploration(share, salt), faithful, draws);
  }

  /**
   * Returns these policies deciding by {@link PaperCascade} or not: fixed temperatures, the task that is closest, the number of agents by
   * the text whatever the mode, everything else drawn with the probabilities in the candidates (given the encoders' noise), and plans that
   * nobody has tried. The draws depend on the text and the salt of {@link #withExploration} alone. What cannot be carried out, a mode or a
   * model that is not to be had, is decided by the policy that it replaces; the reason says so, and how often that happened in this
   * decision. In a mode of one agent one works. For comparison; nothing guards it.
   *
   * @throws RoutingException.Invalid if it is to be and the snapshot has no weights for it; see {@link ControllerSnapshot#withPublished}
   */
  public MasRouterPolicy withFaithful(boolean faithfully) {
    if (faithfully && snapshot.published() == null) {
      throw new RoutingException.Invalid(
          "controller snapshot '%s' has no weights for MasRouter as published; expected some, or to decide without it".formatted(version));
    }
    return new MasRouterPolicy(snapshot, version, embedder, modes, exploration, faithfully, draws);
  }

  /** For tests that know every random number; {@code other} gets the draws that would be used. */
  MasRouterPolicy withDraws(UnaryOperator<PaperCascade.Draws> other) {
    return new MasRouterPolicy(snapshot, version, embedder, modes, exploration, faithful, other);
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
    return stage(Stage.MODEL, otherwise, MasRouterPolicy::offered);
  }

  private static Optional<ModelProfile> offered(Draft draft, String name) {
    return draft.request().models().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private <C> Policy<C> stage(Stage stage, Policy<C> otherwise, StagePolicy.Value<C> value) {
    PaperCascade published = snapshot.published();
    return faithful && published != null
        ? new PublishedStage<>(stage, published, version, embedder, modes, exploration.salt(), draws, otherwise, value)
        : new StagePolicy<>(stage, snapshot, snapshot.scorer(), version, embedder, modes, exploration, otherwise, value);
  }
}
