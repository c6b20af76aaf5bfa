package io.roundhouse.routers.embedding;

/** The embedding model, or a file of vectors, cannot be used; the message says which and why. */
public final class EmbeddingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a whole sentence for the person who runs the program. */
  public EmbeddingException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Creates the exception with a whole sentence for the person who runs the program. */
  public EmbeddingException(String message) {
    super(message);
  }
}
