package io.roundhouse.server;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.controller.MasRouterPolicy;
import io.roundhouse.routers.controller.episodes.Reward;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.server.config.StagesConfig;
import io.roundhouse.server.config.StagesConfig.Decider;
import io.roundhouse.server.routing.ControllerWatch;
import java.util.List;
import java.util.Optional;

/** Mode, number, roles and models of a front desk by what a controller learned, as far as the configuration lets it. Thread-safe. */
final class DeskStages {

  private final StagesConfig config;
  private final ControllerWatch watch;
  private final TextEmbedder embedder;
  private final List<CollaborationMode> modes;
  private final DriftWatch drift;

  private DeskStages(StagesConfig config, ControllerWatch watch, TextEmbedder embedder, List<CollaborationMode> modes, DriftWatch drift) {
    this.config = config;
    this.watch = watch;
    this.embedder = embedder;
    this.modes = modes;
    this.drift = drift;
  }

  /** The stages of a desk that may work in these modes; none stands for one agent that answers alone. */
  static DeskStages of(StagesConfig config, TextEmbedder embedder, List<CollaborationMode> modes, DriftWatch drift) {
    return new DeskStages(config, ControllerWatch.watching(config.snapshots(), config.refresh(), embedder, config.faithful()), embedder,
        modes.isEmpty() ? List.of(CollaborationMode.SOLO) : modes, drift);
  }

  /** Takes note of what came of a request. */
  void learn(Reward reward) {
    watch.current().ifPresent(ready -> reward.utility(ready.snapshot().goal())
        .ifPresent(utility -> drift.afterUtility(ready.snapshot(), utility)));
  }

  /**
   * Returns the policies of one decision; as they are as long as nothing was learned.
   *
   * @param text the request
   * @param salt differs from request to request, so that equal texts are not always explored alike
   * @param isTrial the mode is given, because the request is there to try it
   */
  Policies into(Policies usual, String text, String salt, boolean isTrial) {
    Optional<ControllerWatch.Ready> found = watch.current();
    if (found.isEmpty()) {
      return usual;
    }
    if (!isTrial) {
      drift.afterText(found.get().snapshot(), embedder.embed(text));
    }
    Policies policies = usual;
    if (config.mode() != Decider.STATIC && !isTrial) {
      policies = policies.withMode(by(found.get(), config.mode(), salt).mode(usual.mode()));
    }
    if (config.number() != Decider.STATIC && !isTrial) {
      policies = policies.withNumber(by(found.get(), config.number(), salt).number(usual.number()));
    }
    if (config.role() != Decider.STATIC) {
      policies = policies.withRole(by(found.get(), config.role(), salt).role(usual.role()));
    }
    return config.model() == Decider.STATIC ? policies : policies.withModel(by(found.get(), config.model(), salt).model(usual.model()));
  }

  private MasRouterPolicy by(ControllerWatch.Ready ready, Decider decider, String salt) {
    MasRouterPolicy policies = (decider == Decider.TABLE ? ready.table() : ready.learned()).withModes(modes);
    return config.explore() == 0 && !config.faithful() ? policies : policies.withExploration(config.explore(), salt);
  }
}
