package io.roundhouse.server.config;

import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.ModelPolicy;
import io.roundhouse.routers.models.Needs;
import io.roundhouse.runtime.ModelCascade;
import io.roundhouse.server.routing.OnlineModels;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a model is chosen where nobody names one. Immutable, but for a policy whose snapshots are swapped while it is in use.
 *
 * @param policy who decides
 * @param embeds whether the policy needs the vector of a request, which takes the embedding model into memory
 * @param goal what quality is worth
 * @param needs regions and names that count for every request; abilities come from the request
 * @param traits what is known of models besides price and room, by name
 * @param online the part of the policy that learns from feedback; null if none does
 * @param cascade what answers requests for the model {@code auto} in place of one chosen model; null for one chosen model
 */
public record ModelRoutingConfig(
    ModelPolicy policy,
    boolean embeds,
    Goal goal,
    Needs needs,
    Map<String, ModelTraits> traits,
    @Nullable OnlineModels online,
    @Nullable ModelCascade cascade) {

  /** Copies the traits. */
  public ModelRoutingConfig {
    traits = Map.copyOf(traits);
  }

  /** Decides by {@code policy} without vectors, with {@link Goal#BALANCED} and no demands. */
  public static ModelRoutingConfig of(ModelPolicy policy) {
    return new ModelRoutingConfig(policy, false, Goal.BALANCED, Needs.NONE, Map.of(), null, null);
  }

  /** The same with vectors, which learned policies need. */
  public ModelRoutingConfig withEmbedding() {
    return new ModelRoutingConfig(policy, true, goal, needs, traits, online, cascade);
  }

  /** The same with another goal. */
  public ModelRoutingConfig withGoal(Goal other) {
    return new ModelRoutingConfig(policy, embeds, other, needs, traits, online, cascade);
  }

  /** The same with demands on every model. */
  public ModelRoutingConfig withNeeds(Needs other) {
    return new ModelRoutingConfig(policy, embeds, goal, other, traits, online, cascade);
  }

  /** The same knowing more of the models. */
  public ModelRoutingConfig withTraits(Map<String, ModelTraits> other) {
    return new ModelRoutingConfig(policy, embeds, goal, needs, other, online, cascade);
  }

  /** The same with feedback going to {@code learner}, which is the policy or a part of it; it needs vectors. */
  public ModelRoutingConfig withOnline(OnlineModels learner) {
    return new ModelRoutingConfig(policy, true, goal, needs, traits, learner, cascade);
  }

  /** The same with several models asked for the model {@code auto}. */
  public ModelRoutingConfig withCascade(ModelCascade several) {
    return new ModelRoutingConfig(policy, embeds, goal, needs, traits, online, several);
  }
}
