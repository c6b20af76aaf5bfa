package io.roundhouse.protocols.mcp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the MCP endpoint presents itself and how much it takes. Immutable; safe to share.
 *
 * @param path where it answers
 * @param name the server's name in the handshake
 * @param version the server's version in the handshake
 * @param instructions what a client's model should know about this server; null for nothing
 * @param sessionIdle how long a session may rest before it is forgotten; an open stream or a call under way is no rest
 * @param maxSessions how many sessions may be open
 * @param maxCallsPerSession how many calls of one session may be under way
 * @param keepAlive how often a silent event stream says that it lives
 * @param patience how long a call may take before its answer becomes an event stream, which keeps proxies from giving up
 * @param maxStreamBytes how much may wait for a client that reads its event stream slowly
 */
public record McpOptions(
    String path,
    String name,
    String version,
    @Nullable String instructions,
    Duration sessionIdle,
    int maxSessions,
    int maxCallsPerSession,
    Duration keepAlive,
    Duration patience,
    int maxStreamBytes) {

  /** Path {@code /mcp}, sessions that end after 30 idle minutes, 10,000 of them, and 4,096 calls under way in each. */
  public static McpOptions ofDefaults() {
    return new McpOptions(
        "/mcp", "roundhouse", "0.1.0", null, Duration.ofMinutes(30), 10_000, 4_096, Duration.ofSeconds(15), Duration.ofSeconds(5), 1 << 20);
  }

  /** The same options under this name and version. */
  public McpOptions withName(String newName, String newVersion) {
    return new McpOptions(path, newName, newVersion, instructions, sessionIdle, maxSessions, maxCallsPerSession, keepAlive, patience,
        maxStreamBytes);
  }

  /** The same options with these instructions. */
  public McpOptions withInstructions(String newInstructions) {
    return new McpOptions(path, name, version, newInstructions, sessionIdle, maxSessions, maxCallsPerSession, keepAlive, patience,
        maxStreamBytes);
  }

  /** The same options with this long for a session to rest. */
  public McpOptions withSessionIdle(Duration idle) {
    return new McpOptions(path, name, version, instructions, idle, maxSessions, maxCallsPerSession, keepAlive, patience, maxStreamBytes);
  }

  /** The same options with at most this many sessions. */
  public McpOptions withMaxSessions(int sessions) {
    return new McpOptions(path, name, version, instructions, sessionIdle, sessions, maxCallsPerSession, keepAlive, patience,
        maxStreamBytes);
  }

  /** The same options with this interval between signs of life. */
  public McpOptions withKeepAlive(Duration interval) {
    return new McpOptions(path, name, version, instructions, sessionIdle, maxSessions, maxCallsPerSession, interval, patience,
        maxStreamBytes);
  }

  /** The same options with this long before an answer becomes an event stream. */
  public McpOptions withPatience(Duration time) {
    return new McpOptions(path, name, version, instructions, sessionIdle, maxSessions, maxCallsPerSession, keepAlive, time,
        maxStreamBytes);
  }
}
