package io.roundhouse.routers;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The checks that several records share. */
final class Checks {

  private Checks() {}

  static void named(String what, String name) {
    if (name.isBlank()) {
      throw new RoutingException.Invalid("the %s is blank; give it a name".formatted(what));
    }
  }

  static void notNegative(String what, String owner, long value) {
    if (value < 0) {
      throw new RoutingException.Invalid("%s of '%s' is %d; expected 0 or more".formatted(what, owner, value));
    }
  }

  static void fraction(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new RoutingException.Invalid("%s is %s; expected a number from 0 to 1".formatted(what, value));
    }
  }

  static <T> void unique(String what, List<T> values, Function<T, String> name) {
    Set<String> seen = new HashSet<>();
    for (T value : values) {
      if (!seen.add(name.apply(value))) {
        throw new RoutingException.Invalid("two %s are named '%s'; names must differ".formatted(what, name.apply(value)));
      }
    }
  }
}
