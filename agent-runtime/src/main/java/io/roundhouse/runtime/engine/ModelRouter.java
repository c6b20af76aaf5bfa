package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.Decision;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.Policy;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.ModelRouting;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the decisions in which a model is chosen, on a virtual thread where that may take its time. */
final class ModelRouter {

  private static final Logger LOG = LoggerFactory.getLogger(AgentRuntime.class);
  private static final Duration LONGEST_DECISION = Duration.ofMinutes(1);

  private ModelRouter() {}

  /** A decision with what the journal keeps of it. */
  record Settled(Decision decision, JsonNode journaled) {

    static Settled of(Decision decision) {
      return new Settled(decision, DecisionJson.of(decision));
    }

    /** The model of the first seat; null if none was chosen. */
    @Nullable String model() {
      return decision instanceof Decision.Routed routed ? routed.lead().model() : null;
    }
  }

  /** Decides about {@code request}; {@code callId} names the call that the decision is for. */
  static Future<Settled> decide(RunScope scope, LocalRuntime host, String callId, RoutingRequest request, ModelCall call) {
    return host.modelRouting().isEmpty()
        ? Future.succeededFuture(Settled.of(CascadedController.ofDefaults().decide(request)))
        : ToolWork.onVirtualThread(callId + "/choice", "models",
            () -> Settled.of(CascadedController.of(policies(host, Policies.ofDefaults(), call)).decide(request)), LONGEST_DECISION, scope);
  }

  /** These policies with models chosen as the runtime was told to. For virtual threads. */
  static Policies policies(LocalRuntime host, Policies usual, ModelCall call) {
    return host.modelRouting().flatMap(routing -> policy(host, routing, call)).map(usual::withModel).orElse(usual);
  }

  private static Optional<Policy<Optional<ModelProfile>>> policy(LocalRuntime host, ModelRouting routing, ModelCall call) {
    List<ModelOffer> offers = ModelOffers.of(host.catalog(), host.models(), host.clock().millis());
    try {
      return Optional.of(routing.policy(call.withSequence(host.models().nextDecision()), offers));
    } catch (Exception e) { // whatever a policy throws, the caller is better served by the usual choice than by none
      LOG.warn("models are chosen by price, because the configured way failed", e);
      return Optional.empty();
    }
  }
}
