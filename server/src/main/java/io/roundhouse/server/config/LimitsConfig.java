package io.roundhouse.server.config;

import io.roundhouse.protocols.access.ClientLimits;
import java.time.Duration;

/**
 * How much the server takes. Immutable.
 *
 * @param maxBodyBytes the largest request body
 * @param maxHeaderBytes the largest block of request headers
 * @param maxJsonDepth how deep arrays and objects of a request may nest
 * @param bodyTimeout how long a client may take to send a body
 * @param maxSessions how many MCP sessions may be open
 * @param sessionIdle how long an MCP session may rest before it is forgotten
 * @param maxRuns how many runs may be under way
 * @param clients how much one client may ask for
 * @param closeGrace how long a shutdown waits for work under way
 */
public record LimitsConfig(int maxBodyBytes, int maxHeaderBytes, int maxJsonDepth, Duration bodyTimeout, int maxSessions,
    Duration sessionIdle, int maxRuns, ClientLimits clients, Duration closeGrace) {

  /** Bodies of 1 MiB, headers of 16 KiB, 64 levels of JSON, 10,000 sessions and runs, and ten seconds to close. */
  public static LimitsConfig ofDefaults() {
    return new LimitsConfig(1 << 20, 16 << 10, 64, Duration.ofSeconds(30), 10_000, Duration.ofMinutes(30), 10_000,
        ClientLimits.ofDefaults(), Duration.ofSeconds(10));
  }
}
