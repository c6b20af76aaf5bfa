package io.roundhouse.runtime;

import java.util.Objects;

/** Root of the unchecked exceptions of the runtime; messages say what failed, with which value, and what was expected. */
public abstract sealed class RuntimeFault extends RuntimeException
    permits CatalogException, ToolException, JournalException {

  private static final long serialVersionUID = 1L;

  protected RuntimeFault(String message) {
    super(message);
  }

  protected RuntimeFault(String message, Throwable cause) {
    super(message, cause);
  }

  /** One sentence: what failed, with which value, and what was expected. */
  @Override
  public String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), "");
  }
}
