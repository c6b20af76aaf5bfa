package io.roundhouse.toolgraph;

import java.util.Random;

/** Runs a property for many seeds and says which seed broke it. {@code -Droundhouse.seed=N} repeats one. */
public final class Seeds {

  /** A property of everything that can be made from a random source. */
  @FunctionalInterface
  public interface Property {
    void check(Random random) throws Exception;
  }

  private Seeds() {}

  public static void check(String name, int count, Property property) {
    Long only = Long.getLong("roundhouse.seed");
    for (long seed = only == null ? 1 : only; seed <= (only == null ? count : only); seed++) {
      try {
        property.check(new Random(seed * 7919 + name.hashCode()));
      } catch (Throwable e) {
        throw new AssertionError("property '%s' fails for seed %d; repeat with -Droundhouse.seed=%d".formatted(name, seed, seed), e);
      }
    }
  }
}
