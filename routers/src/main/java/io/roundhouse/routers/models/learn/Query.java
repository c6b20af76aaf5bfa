package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.models.outcomes.Prompt;

/**
 * What a learned policy looks at: words and their vector. Nothing else; above all not the family that training rows may name.
 * Immutable by convention.
 *
 * @param text all that the model would be sent
 * @param routeText the user's own last words
 * @param vector the embedding of {@code routeText}, of length 1
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
public record Query(String text, String routeText, float[] vector) {

  /** Returns the query of a prompt. */
  public static Query of(Prompt prompt, float[] vector) {
    return new Query(prompt.text(), prompt.routeText(), vector);
  }
}
