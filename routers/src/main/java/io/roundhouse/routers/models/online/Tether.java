package io.roundhouse.routers.models.online;

/**
 * Keeps exploring from costing more than agreed: what answered scored, on the whole, at least {@code share} of what the best static
 * model would have been expected to, minus a small float to begin with (Wu and others, "Conservative Bandits", arXiv 1602.04282). When
 * the account is overdrawn the static model answers until it is not. Immutable.
 *
 * @param fixed the name of the best static model
 * @param share of its quality, 0 to 1; 1 allows no loss beyond the float
 * @param overdraft how much quality in total may be lost before the tether holds, zero or more
 * @param account quality earned minus {@code share} of what the static model would have earned, so far
 */
public record Tether(String fixed, double share, double overdraft, double account) {

  /** Throws {@link IllegalArgumentException} if a number is out of range. */
  public Tether {
    if (!(share >= 0 && share <= 1) || !(overdraft >= 0) || !Double.isFinite(account)) {
      throw new IllegalArgumentException(
          "a tether has share %s, overdraft %s, account %s; expected 0 to 1, zero or more, finite".formatted(share, overdraft, account));
    }
  }

  /** Returns a tether to {@code fixed} that allows a loss of one in a hundred, and of five answers to begin with. */
  public static Tether to(String fixed) {
    return new Tether(fixed, 0.99, 5, 0);
  }

  /** Returns whether the static model has to answer. */
  public boolean isTaut() {
    return account < -overdraft;
  }

  /** Returns the tether after an answer; an answer of the static model itself only builds the account up. */
  Tether learn(String model, double quality, double expectedOfFixed) {
    double earned = model.equals(fixed) ? (1 - share) * expectedOfFixed : quality - share * expectedOfFixed;
    return new Tether(fixed, share, overdraft, account + earned);
  }
}
