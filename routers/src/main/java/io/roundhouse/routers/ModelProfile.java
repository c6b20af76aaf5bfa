package io.roundhouse.routers;

/**
 * A language model as routing sees it. Immutable.
 *
 * @param name unique within a request
 * @param inputPriceMicros micro-dollars for a million tokens read; 0 if free or not declared
 * @param outputPriceMicros micro-dollars for a million tokens written; 0 if free or not declared
 * @param contextTokens how many tokens question and answer may have together; 0 if not declared, which counts as room enough
 */
public record ModelProfile(String name, String description, long inputPriceMicros, long outputPriceMicros, int contextTokens) {

  /** Throws {@link RoutingException.Invalid} if the name is blank or a number is negative. */
  public ModelProfile {
    Checks.named("name of a model", name);
    Checks.notNegative("the input price", name, inputPriceMicros);
    Checks.notNegative("the output price", name, outputPriceMicros);
    Checks.notNegative("the context", name, contextTokens);
  }

  /** Returns whether a price was declared; without one the cost of a call is unknown rather than nothing. */
  boolean isPriced() {
    return inputPriceMicros > 0 || outputPriceMicros > 0;
  }
}
