package io.roundhouse.routers.controller;

import io.roundhouse.routers.RoutingException;
import java.util.SplittableRandom;

/**
 * How often something else than the best is chosen. Immutable.
 *
 * @param share the share of requests, 0 to 1, in which a branch is drawn, each with the same probability
 * @param salt makes draws differ where the text does not
 */
record Exploration(double share, String salt) {

  static final Exploration NONE = new Exploration(0, "");

  Exploration {
    if (!(share >= 0 && share <= 1)) {
      throw new RoutingException.Invalid("the share to explore is %s; expected a number from 0 to 1".formatted(share));
    }
  }

  /** The branch to take, given the best one; a function of what is given alone. */
  int take(int best, int branches, String text, String place) {
    if (share == 0) {
      return best;
    }
    SplittableRandom draws = new SplittableRandom(seed(salt + '\n' + place + '\n' + text));
    return draws.nextDouble() < share ? draws.nextInt(branches) : best;
  }

  static long seed(String all) {
    long seed = 0xcbf29ce484222325L;
    for (int i = 0; i < all.length(); i++) {
      seed = (seed ^ all.charAt(i)) * 0x100000001b3L;
    }
    return seed;
  }

  /** The probability with which {@link #take} yields a branch. */
  double propensity(boolean best, int branches) {
    return (best ? 1 - share : 0) + share / branches;
  }
}
