package io.roundhouse.routers;

import java.util.Locale;

/** Chooses what it was told, whatever the request. */
record FixedPolicy<C>(C value, String reason) implements Policy<C> {

  @Override
  public Choice<C> choose(Draft draft) {
    return Choice.of(value, reason);
  }

  @Override
  public String version() {
    return "fixed-" + value.toString().toLowerCase(Locale.ROOT) + "/1";
  }
}
