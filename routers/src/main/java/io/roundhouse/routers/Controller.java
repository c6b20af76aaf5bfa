package io.roundhouse.routers;

/** Decides who answers a request. Pure and safe to share between threads: the same request yields an equal decision. */
@FunctionalInterface
public interface Controller {

  /** Decides; throws {@link RoutingException.BrokenPolicy} only if a policy breaks its contract. */
  Decision decide(RoutingRequest request);
}
