package io.roundhouse.protocols.mcp.client;

import java.util.Set;

/** The error codes that only servers of revision 2026-07-28 and later send; whoever sends one needs no handshake. */
final class ModernCodes {

  /** The headers do not say what the body says, or are missing. */
  static final int HEADER_MISMATCH = -32020;

  /** The request needs a capability that the client did not declare. */
  static final int MISSING_CAPABILITY = -32021;

  /** The server does not speak the revision of the request; the error's data lists those it speaks. */
  static final int UNSUPPORTED_VERSION = -32022;

  private static final Set<Integer> ALL = Set.of(HEADER_MISMATCH, MISSING_CAPABILITY, UNSUPPORTED_VERSION);

  private ModernCodes() {}

  static boolean isOne(int code) {
    return ALL.contains(code);
  }
}
