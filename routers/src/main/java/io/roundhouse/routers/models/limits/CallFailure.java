package io.roundhouse.routers.models.limits;

/** Why a call to a model failed, as far as it matters for what to do next. */
public enum CallFailure {
  /** No answer in time. */
  TIMEOUT(true, true),
  /** The provider asks to slow down. */
  RATE_LIMITED(true, true),
  /** The provider is overloaded or broken. */
  UNAVAILABLE(true, true),
  /** The connection broke or was never made. */
  NETWORK(true, true),
  /** The request is too long for this model; a roomier one may take it. */
  TOO_LONG(false, true),
  /** The answer cannot be used: not in the asked format, or empty. */
  UNUSABLE(true, true),
  /** This key or account may not use this model; another may. */
  NOT_PERMITTED(false, true),
  /** The provider refused on grounds of policy. Asking elsewhere would be evading it. */
  REFUSED(false, false),
  /** The request itself is wrong; everybody will say so. */
  BAD_REQUEST(false, false),
  /** The caller has gone. */
  CANCELLED(false, false);

  private final boolean again;
  private final boolean elsewhere;

  CallFailure(boolean again, boolean elsewhere) {
    this.again = again;
    this.elsewhere = elsewhere;
  }

  /** Returns whether the same model may be asked again. */
  public boolean isWorthRepeating() {
    return again;
  }

  /** Returns whether another model may be asked. */
  public boolean isWorthAskingElsewhere() {
    return elsewhere;
  }
}
