package io.roundhouse.routers.models.plane;

/**
 * What a way of choosing costs and yields on average. Immutable.
 *
 * @param cost mean dollars for a query
 * @param quality mean score, 0 to 1
 */
public record Point(double cost, double quality) {}
