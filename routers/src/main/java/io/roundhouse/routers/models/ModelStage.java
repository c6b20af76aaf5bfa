package io.roundhouse.routers.models;

import io.roundhouse.routers.Choice;
import io.roundhouse.routers.Draft;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a {@link ModelPolicy} decide a controller's model stage: made for one decision, with its call and with what is on offer at that
 * moment. An agent's own wish comes first, if its model is on offer. Only offers that meet the call's {@link Needs} are considered;
 * where the policy chooses none of them, the cheapest answers. Where nothing qualifies only because every endpoint is down, the models
 * are considered all the same: a wait may be short, and a call that fails says why. Immutable and safe to share.
 */
public final class ModelStage implements Policy<Optional<ModelProfile>> {

  private final ModelPolicy asked;
  private final ModelPolicy policy;
  private final ModelCall call;
  private final List<ModelOffer> offers;
  private final @Nullable String embeddingModel;

  private ModelStage(ModelPolicy asked, ModelCall call, List<ModelOffer> offers, @Nullable String embeddingModel) {
    this.asked = asked;
    this.policy = ModelPolicies.firstOf(ModelPolicies.qualified(asked), ModelPolicies.qualified(ModelPolicies.cheapest()));
    this.call = call;
    this.offers = List.copyOf(offers);
    this.embeddingModel = embeddingModel;
  }

  /**
   * Returns the stage of one decision.
   *
   * @param embeddingModel the name of what made the call's vector; null if it has none
   */
  public static ModelStage of(ModelPolicy policy, ModelCall call, List<ModelOffer> offers, @Nullable String embeddingModel) {
    return new ModelStage(policy.settled(), call, offers, embeddingModel);
  }

  @Override
  public Choice<Optional<ModelProfile>> choose(Draft draft) {
    ModelCall tagged = call.withTags(draft.request().tags());
    Map<String, ModelProfile> offered = new HashMap<>();
    draft.request().models().forEach(model -> offered.put(model.name(), model));
    List<ModelOffer> here = offers.stream().filter(offer -> offered.containsKey(offer.name())).toList();
    String preferred = draft.seated().preferredModel();
    for (ModelOffer offer : here) {
      if (offer.name().equals(preferred)) {
        return profiled(Picks.sure(offer, call,
            "It uses %s, the model that %s prefers.".formatted(preferred, draft.seats().getLast().agent())), offered);
      }
    }
    Choice<Optional<ModelOffer>> choice = policy.choose(tagged, here);
    if (choice.value().isEmpty() && here.stream().anyMatch(offer -> offer.state().open() != null)) {
      choice = policy.choose(tagged, revived(here));
    }
    return profiled(choice, offered);
  }

  /** The offers as if nothing were down; what else keeps one from serving the call still does. */
  private static List<ModelOffer> revived(List<ModelOffer> offers) {
    List<ModelOffer> revived = new ArrayList<>();
    for (ModelOffer offer : offers) {
      ModelOffer.State state = offer.state();
      revived.add(offer.withState(new ModelOffer.State(null, state.inFlight(), state.latency(), state.joulesPerCall())));
    }
    return revived;
  }

  private static Choice<Optional<ModelProfile>> profiled(Choice<Optional<ModelOffer>> choice, Map<String, ModelProfile> offered) {
    Optional<ModelProfile> model = choice.value().map(offer -> offered.get(offer.name()));
    return new Choice<>(model, choice.candidates(), choice.predicted(), choice.confidence(), choice.reason());
  }

  @Override
  public String version() {
    return asked.version();
  }

  @Override
  public @Nullable String embeddingModel() {
    return embeddingModel;
  }
}
