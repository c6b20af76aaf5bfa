package io.roundhouse.routers.agents.eval;

/**
 * One measured value. Immutable.
 *
 * @param setting what the router knew
 * @param measure what was measured
 * @param value in percent, or a count where the measure says so
 * @param low the lower end: of the 95% bootstrap interval over requests for one seed, of all values for several
 * @param high the upper end
 * @param seeds how many times it was measured with other draws
 */
public record Figure(String setting, String measure, double value, double low, double high, int seeds) {}
