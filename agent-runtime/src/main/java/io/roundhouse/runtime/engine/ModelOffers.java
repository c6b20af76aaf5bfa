package io.roundhouse.runtime.engine;

import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Model;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthBoard;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The catalog's models as they can be had at one moment. */
final class ModelOffers {

  private ModelOffers() {}

  static List<ModelOffer> of(Catalog catalog, ModelDesk desk, long nowMillis) {
    return catalog.models().stream()
        .map(model -> ModelOffer.of(profile(model)).withKnownPrice().withState(state(model, desk, nowMillis))).toList();
  }

  static ModelProfile profile(Model model) {
    return new ModelProfile(
        model.name(), model.description(), model.price().inputMicros(), model.price().outputMicros(), model.contextTokens());
  }

  private static ModelOffer.State state(Model model, ModelDesk desk, long nowMillis) {
    HealthBoard health = desk.health();
    ToolId endpoint = ModelDesk.endpoint(model);
    @Nullable String open = health.isCallable(endpoint, nowMillis) ? null : "'" + model.endpoint() + "' is down";
    long latency = health.latencyMillis(endpoint);
    return new ModelOffer.State(open, desk.inFlight(model), latency < 0 ? null : Duration.ofMillis(latency), 0);
  }
}
