package io.roundhouse.protocols.mcp.client;

/**
 * How a server's revision of the protocol opens: with a handshake that begins a session, or with nothing, because every request says
 * what it needs (specification 2026-07-28, "Versioning and Compatibility").
 */
public enum Era {
  /** Find out: ask the modern way first, fall back to the handshake, and remember which it was. */
  AUTO,
  /** Revision 2026-07-28: no sessions; version, client and capabilities go with every request. */
  MODERN,
  /** Revisions 2024-11-05 to 2025-11-25: {@code initialize} opens a session. */
  LEGACY
}
