package io.roundhouse.routers.models.learn;

/**
 * What is expected of every model for one query, in the order of the predictor's models. Immutable by convention.
 *
 * @param quality the expected score
 * @param cost the expected dollars, more than zero unless the model is free
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
public record Prediction(double[] quality, double[] cost) {}
