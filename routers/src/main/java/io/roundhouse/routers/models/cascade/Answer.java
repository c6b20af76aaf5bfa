package io.roundhouse.routers.models.cascade;

/**
 * What one model answered. Immutable.
 *
 * @param model its name
 * @param text what it said
 * @param gist the part that counts, in a form in which equal answers are equal strings; blank if it gave none
 */
public record Answer(String model, String text, String gist) {

  /** Returns an answer whose gist is its {@linkplain Gist#of canonical form}. */
  public static Answer of(String model, String text) {
    return new Answer(model, text, Gist.of(text));
  }
}
