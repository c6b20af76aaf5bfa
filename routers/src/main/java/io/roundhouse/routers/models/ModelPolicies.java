package io.roundhouse.routers.models;

import java.util.List;
import java.util.Map;

/** Makes the policies that need no training. They nest: {@code qualified(firstOf(rules(...), cheapest()))}. */
public final class ModelPolicies {

  private ModelPolicies() {}

  /** Returns a policy that takes {@code name} whenever it is on offer, else nothing. */
  public static ModelPolicy always(String name) {
    return new AlwaysPolicy(name);
  }

  /** Returns a policy that asks the first rule that applies; nothing if none does. */
  public static ModelPolicy rules(List<ModelRule> rules) {
    return new RulesPolicy(rules);
  }

  /**
   * Returns a policy that draws lots with the given weights among those on offer, each draw derived from the call's number.
   *
   * @param weights by name, zero or more, at least one above zero
   */
  public static ModelPolicy weighted(Map<String, Double> weights) {
    return new WeightedPolicy(weights);
  }

  /** Returns a policy that takes what costs least for this call; an offer without a price counts as dearest. */
  public static ModelPolicy cheapest() {
    return new CheapestPolicy();
  }

  /** Returns a policy that takes the offers in turn, by the call's number. */
  public static ModelPolicy roundRobin() {
    return new RoundRobinPolicy();
  }

  /**
   * Returns a policy that spreads calls over replicas: the call's affinity key names two of them, and the one that would answer
   * sooner gets the call, unless a third is idle and both are overloaded.
   *
   * @param overload how many calls in flight count as overloaded, at least 1
   */
  public static ModelPolicy leastBusy(int overload) {
    return new AffinityPolicy(overload);
  }

  /** Returns {@code policy} with only the offers that meet the call's {@link Needs}; without any it says what each one lacks. */
  public static ModelPolicy qualified(ModelPolicy policy) {
    return new QualifiedPolicy(policy);
  }

  /** Returns a policy that asks one after the other until one chooses. */
  public static ModelPolicy firstOf(ModelPolicy... policies) {
    return new FirstOfPolicy(List.of(policies));
  }

  /**
   * Returns a policy that takes {@code strong} where {@code policy} is less sure than {@code least} (Composition of Experts, arXiv
   * 2412.01868); a policy without a notion of confidence counts as sure.
   *
   * @param least 0 to 1
   */
  public static ModelPolicy strongWhenUnsure(ModelPolicy policy, double least, String strong) {
    return new UnsurePolicy(policy, least, strong);
  }

  /** Returns a policy in which {@code models} chooses a model and {@code replicas} one of its replicas. */
  public static ModelPolicy thenReplica(ModelPolicy models, ModelPolicy replicas) {
    return new ReplicaPolicy(models, replicas);
  }
}
