package io.roundhouse.routers.guard;

/**
 * What a signal says about one request. Immutable.
 *
 * @param why what was found, in words that do not repeat personal data; "not found" and the like if it is off
 */
public record Reading(boolean isOn, String why) {

  static Reading on(String why) {
    return new Reading(true, why);
  }

  static Reading off(String why) {
    return new Reading(false, why);
  }
}
