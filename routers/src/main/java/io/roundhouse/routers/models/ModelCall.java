package io.roundhouse.routers.models;

import io.roundhouse.routers.RoutingException;
import java.util.Set;

/**
 * One call that needs a model. Immutable by convention.
 *
 * @param text all that the model would be sent
 * @param routeText the user's own last words; the same as {@code text} if nobody knows better
 * @param vector the embedding of {@code routeText}; empty if none was made, and then learned policies do not decide
 * @param inputTokens how many tokens {@code text} has, as far as anybody can tell
 * @param answerTokens how many tokens to expect back
 * @param affinity calls with the same key like to meet the same replica, which has their beginning in its cache; empty for none
 * @param tags what a guard noted about the request
 * @param sequence the call's number, from which draws and turns are derived; a decision is the same for the same number
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
public record ModelCall(
    String text, String routeText, float[] vector, int inputTokens, int answerTokens, Needs needs, Goal goal, String affinity,
    long sequence, Set<String> tags) {

  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final int ANSWER_TOKENS = 512;

  /** Copies the tags; throws {@link RoutingException.Invalid} if a number of tokens is negative. */
  public ModelCall {
    tags = Set.copyOf(tags);
    if (inputTokens < 0 || answerTokens < 0) {
      throw new RoutingException.Invalid("%d input and %d answer tokens; expected zero or more".formatted(inputTokens, answerTokens));
    }
  }

  /** Returns a call of which only the text is known: four characters a token, {@value #ANSWER_TOKENS} tokens back, no demands. */
  public static ModelCall of(String text) {
    return new ModelCall(text, text, new float[0], Math.ceilDiv(text.length(), CHARACTERS_PER_TOKEN), ANSWER_TOKENS, Needs.NONE,
        Goal.BALANCED, "", 0, Set.of());
  }

  /** Returns this call with the user's last words and their embedding. */
  public ModelCall withRoute(String words, float[] embedding) {
    return new ModelCall(text, words, embedding, inputTokens, answerTokens, needs, goal, affinity, sequence, tags);
  }

  /** Returns this call with demands. */
  public ModelCall withNeeds(Needs demands) {
    return new ModelCall(text, routeText, vector, inputTokens, answerTokens, demands, goal, affinity, sequence, tags);
  }

  /** Returns this call with another goal. */
  public ModelCall withGoal(Goal other) {
    return new ModelCall(text, routeText, vector, inputTokens, answerTokens, needs, other, affinity, sequence, tags);
  }

  /** Returns this call with an affinity key. */
  public ModelCall withAffinity(String key) {
    return new ModelCall(text, routeText, vector, inputTokens, answerTokens, needs, goal, key, sequence, tags);
  }

  /** Returns this call with a number. */
  public ModelCall withSequence(long number) {
    return new ModelCall(text, routeText, vector, inputTokens, answerTokens, needs, goal, affinity, number, tags);
  }

  /** Returns this call with what a guard noted about the request. */
  public ModelCall withTags(Set<String> noted) {
    return new ModelCall(text, routeText, vector, inputTokens, answerTokens, needs, goal, affinity, sequence, noted);
  }
}
