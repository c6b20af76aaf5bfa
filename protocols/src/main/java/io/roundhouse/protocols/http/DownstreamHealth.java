package io.roundhouse.protocols.http;

/**
 * How a server we depend on is doing, for the health page. Immutable.
 *
 * @param name what we call it
 * @param connected whether calls reach it now
 * @param detail one sentence for the operator, for example when the next attempt to connect is due
 */
public record DownstreamHealth(String name, boolean connected, String detail) {}
