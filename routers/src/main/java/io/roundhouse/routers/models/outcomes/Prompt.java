package io.roundhouse.routers.models.outcomes;

/**
 * One query. Immutable.
 *
 * @param id unique in its set
 * @param family the data set or kind of task it came from; empty if unknown. Only training reads it, never a decision
 * @param text all that the model was sent, examples and instructions included
 * @param routeText the user's own last words, which routing reads; the same as {@code text} if nobody knows better
 */
public record Prompt(String id, String family, String text, String routeText) {}
