package io.roundhouse.runtime;

/** Says that a catalog, or something about to enter it, contradicts itself; the message names the entry. */
public final class CatalogException extends RuntimeFault {

  private static final long serialVersionUID = 1L;

  /** Reports a contradiction in one sentence. */
  public CatalogException(String message) {
    super(message);
  }
}
