package io.roundhouse.routers.models;

import io.roundhouse.routers.Choice;
import io.roundhouse.routers.RoutingException;
import java.util.List;
import java.util.Optional;

/** Takes a strong model where another policy is unsure. */
record UnsurePolicy(ModelPolicy policy, double least, String strong) implements ModelPolicy {

  UnsurePolicy {
    if (!(least >= 0 && least <= 1)) {
      throw new RoutingException.Invalid("the least confidence is %s; expected 0 to 1".formatted(least));
    }
  }

  @Override
  public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
    Choice<Optional<ModelOffer>> choice = policy.choose(call, offers);
    Double confidence = choice.confidence();
    if (confidence == null || confidence >= least) {
      return choice;
    }
    return offers.stream().filter(offer -> offer.name().equals(strong)).findFirst()
        .map(offer -> Picks.sure(offer, call, "It uses %s, because the choice is not clear enough.".formatted(strong)))
        .orElse(choice);
  }

  @Override
  public String version() {
    return "strong-when-unsure/1(%s,%s,%s)".formatted(policy.version(), least, strong);
  }

  @Override
  public ModelPolicy settled() {
    return new UnsurePolicy(policy.settled(), least, strong);
  }
}
