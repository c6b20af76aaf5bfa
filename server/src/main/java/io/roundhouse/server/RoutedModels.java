package io.roundhouse.server;

import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Policy;
import io.roundhouse.routers.embedding.EmbeddingModel;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.routers.models.ModelStage;
import io.roundhouse.routers.models.Needs;
import io.roundhouse.runtime.ModelCascade;
import io.roundhouse.runtime.ModelRouting;
import io.roundhouse.runtime.ModelUse;
import io.roundhouse.runtime.Notes;
import io.roundhouse.server.config.ModelRoutingConfig;
import io.roundhouse.server.config.ModelTraits;
import io.roundhouse.server.routing.OnlineModels;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses models as the configuration wants it: adds to a call its vector and goal, and to the offers what is known of them. */
final class RoutedModels implements ModelRouting {

  private static final Logger LOG = LoggerFactory.getLogger(Roundhouse.class);
  private static final String SHELF = "model-routing";
  private static final String NOTE = "online";

  private final ModelRoutingConfig config;
  private final @Nullable TextEmbedder embedder;
  private volatile @Nullable Notes notes;

  private RoutedModels(ModelRoutingConfig config, @Nullable TextEmbedder embedder) {
    this.config = config;
    this.embedder = embedder;
  }

  /** Loads the embedding model if the policy needs it and it is not loaded yet, which takes a second. */
  static RoutedModels of(ModelRoutingConfig config) {
    return new RoutedModels(config, config.embeds() ? Embedders.of(EmbeddingModel.BGE_SMALL) : null);
  }

  /** Takes up what feedback had taught before the restart, and keeps what it teaches from now on. */
  Future<Void> keepIn(Notes shelves) {
    this.notes = shelves;
    OnlineModels online = config.online();
    return online == null ? Future.succeededFuture() : shelves.get(SHELF, NOTE).map(kept -> {
      kept.ifPresent(online::resume);
      return null;
    });
  }

  @Override
  public Optional<ModelCascade> cascade() {
    return Optional.ofNullable(config.cascade());
  }

  @Override
  public void learn(ModelUse use, double score) {
    OnlineModels online = config.online();
    if (online != null && embedder != null) {
      ModelCall call = use.call();
      online.learn(call.withRoute(call.routeText(), embedder.embed(call.routeText())), use.model(), score);
      keep(online);
    }
  }

  /** One at a time, so that what is written last is what was learned last. */
  private synchronized void keep(OnlineModels online) {
    Notes shelves = notes;
    if (shelves != null) {
      online.learned().ifPresent(document -> shelves.put(SHELF, NOTE, document).onFailure(cause ->
          LOG.warn("what feedback taught could not be kept: {}", cause.getMessage())));
    }
  }

  @Override
  public Policy<Optional<ModelProfile>> policy(ModelCall call, List<ModelOffer> offers) {
    Needs always = config.needs();
    ModelCall wanted = call.withGoal(config.goal())
        .withNeeds(new Needs(call.needs().abilities(), always.regions(), always.allowed(), always.denied()));
    if (embedder == null) {
      return ModelStage.of(config.policy(), wanted, described(offers, wanted), null);
    }
    ModelCall embedded = wanted.withRoute(wanted.routeText(), embedder.embed(wanted.routeText()));
    return ModelStage.of(config.policy(), embedded, described(offers, wanted), embedder.name());
  }

  private List<ModelOffer> described(List<ModelOffer> offers, ModelCall call) {
    return offers.stream().map(offer -> described(offer, call.needs().abilities())).toList();
  }

  private ModelOffer described(ModelOffer offer, Set<String> asked) {
    ModelTraits traits = config.traits().getOrDefault(offer.name(), ModelTraits.NONE);
    ModelOffer.State state = offer.state();
    Set<String> abilities = traits.abilities();
    return new ModelOffer(offer.profile(), traits.replicaOf().isEmpty() ? offer.model() : traits.replicaOf(),
        abilities == null ? asked : abilities, traits.region(),
        new ModelOffer.State(state.open(), state.inFlight(), state.latency(), traits.joulesPerCall()), offer.priced());
  }
}
