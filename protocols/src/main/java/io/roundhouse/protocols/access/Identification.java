package io.roundhouse.protocols.access;

import io.roundhouse.protocols.http.Principal;
import java.time.Duration;

/** What came of looking at credentials. */
public sealed interface Identification {

  /** The credentials are good. */
  record Known(Principal principal) implements Identification {}

  /** There are none of the kind that was looked for. */
  record Absent() implements Identification {}

  /**
   * They are no good.
   *
   * @param code a short name in kebab case that programs may rely on
   * @param sentence what is wrong, for whoever sent them
   */
  record Rejected(String code, String sentence) implements Identification {}

  /** They cannot be checked now, for example because the issuer's keys cannot be fetched. */
  record Unavailable(String sentence, Duration retryAfter) implements Identification {}
}
