package io.roundhouse.server;

import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Policy;
import io.roundhouse.routers.embedding.EmbeddingModel;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.routers.models.ModelStage;
import io.roundhouse.routers.models.Needs;
import io.roundhouse.runtime.ModelRouting;
import io.roundhouse.server.config.ModelRoutingConfig;
import io.roundhouse.server.config.ModelTraits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses models as the configuration wants it: adds to a call its vector and goal, and to the offers what is known of them. */
final class RoutedModels implements ModelRouting {

  private final ModelRoutingConfig config;
  private final @Nullable TextEmbedder embedder;

  private RoutedModels(ModelRoutingConfig config, @Nullable TextEmbedder embedder) {
    this.config = config;
    this.embedder = embedder;
  }

  /** Loads the embedding model if the policy needs it and it is not loaded yet, which takes a second. */
  static RoutedModels of(ModelRoutingConfig config) {
    return new RoutedModels(config, config.embeds() ? Embedders.of(EmbeddingModel.BGE_SMALL) : null);
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
        new ModelOffer.State(state.open(), state.inFlight(), state.latency(), traits.joulesPerCall()));
  }
}
