package io.roundhouse.routers.controller.network;

/**
 * Something the network can choose, by name and by what is said about it. Immutable by convention.
 *
 * @param vector the embedding of its description
 */
@SuppressWarnings("ArrayRecordComponent") // shared, never changed
public record Named(String name, float[] vector) {}
