package io.roundhouse.routers.controller.network;

/**
 * One text to learn from. Immutable by convention.
 *
 * @param vector the text's embedding
 * @param rewards what each plan of the book is worth here: seen, or estimated and corrected by what was seen
 * @param task the index of the true task; -1 if nobody knows
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
public record Lesson(float[] vector, double[] rewards, int task) {}
