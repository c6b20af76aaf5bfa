package io.roundhouse.routers.models;

import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.RoutingException;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A model at an address, as it can be had right now. Immutable.
 *
 * @param profile name, price and room; replicas of one model have names of their own
 * @param model what is behind the name: the same for all replicas
 * @param abilities what it can do besides text, such as {@code tools}, {@code vision}, {@code json}
 * @param region where it runs, such as {@code eu}; empty if nobody said
 * @param state its health at the moment of the decision
 * @param priced whether the profile's prices are known; if so, zero means free
 */
public record ModelOffer(ModelProfile profile, String model, Set<String> abilities, String region, State state, boolean priced) {

  /** Copies the abilities, sorted. */
  public ModelOffer {
    abilities = Collections.unmodifiableSet(new TreeSet<>(abilities));
  }

  /** Returns an offer of which only the profile is known; prices of zero count as not known. */
  public static ModelOffer of(ModelProfile profile) {
    return new ModelOffer(
        profile, profile.name(), Set.of(), "", State.IDLE, profile.inputPriceMicros() > 0 || profile.outputPriceMicros() > 0);
  }

  /** Returns this offer with abilities. */
  public ModelOffer withAbilities(String... names) {
    return new ModelOffer(profile, model, Set.of(names), region, state, priced);
  }

  /** Returns this offer in a region. */
  public ModelOffer withRegion(String where) {
    return new ModelOffer(profile, model, abilities, where, state, priced);
  }

  /** Returns this offer as a replica of {@code original}. */
  public ModelOffer withModel(String original) {
    return new ModelOffer(profile, original, abilities, region, state, priced);
  }

  /** Returns this offer in another state. */
  public ModelOffer withState(State now) {
    return new ModelOffer(profile, model, abilities, region, now, priced);
  }

  /** Returns this offer with prices that are known, also where they are zero. */
  public ModelOffer withKnownPrice() {
    return new ModelOffer(profile, model, abilities, region, state, true);
  }

  /** Returns the name that decisions and logs use. */
  public String name() {
    return profile.name();
  }

  /** Returns what a call would cost in micro-dollars, rounded up; 0 if no price was declared. */
  public long costMicros(long inputTokens, long outputTokens) {
    double exact = ((double) profile.inputPriceMicros() * inputTokens + (double) profile.outputPriceMicros() * outputTokens) / 1e6;
    return (long) Math.ceil(Math.min(exact, Long.MAX_VALUE / 4.0));
  }

  /**
   * What is known about an address at the moment of a decision. Immutable.
   *
   * @param open why it must not be called now, such as "breaker open"; null if it may
   * @param inFlight how many calls it is answering
   * @param latency how long calls have been taking, smoothed; null if nobody measured
   * @param joulesPerCall what a call takes in energy; 0 if nobody knows
   */
  public record State(@Nullable String open, int inFlight, @Nullable Duration latency, double joulesPerCall) {

    /** Nothing known, nothing wrong. */
    public static final State IDLE = new State(null, 0, null, 0);

    /** Throws {@link RoutingException.Invalid} if a number is out of range. */
    public State {
      if (inFlight < 0 || !(joulesPerCall >= 0) || (latency != null && latency.isNegative())) {
        throw new RoutingException.Invalid("calls in flight %d, joules %s, latency %s; expected zero or more"
            .formatted(inFlight, joulesPerCall, latency));
      }
    }

    /** Returns the state of an address that must not be called, with the reason. */
    public static State closed(String reason) {
      return new State(reason, 0, null, 0);
    }

    /** Returns the state of an address under load. */
    public static State busy(int inFlight, Duration latency) {
      return new State(null, inFlight, latency, 0);
    }
  }
}
