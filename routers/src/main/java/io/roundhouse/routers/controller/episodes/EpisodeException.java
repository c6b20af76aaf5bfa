package io.roundhouse.routers.controller.episodes;

/** Episodes cannot be used; the message says which line, what was found and what was expected. */
public final class EpisodeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a whole sentence for the person who made the file. */
  public EpisodeException(String message) {
    super(message);
  }
}
