package io.roundhouse.routers.models.limits;

/**
 * What a call may use at most, set aside before it begins. Immutable.
 *
 * @param model the name of the offer it is for
 */
public record Reservation(String model, long micros, long tokens) {}
