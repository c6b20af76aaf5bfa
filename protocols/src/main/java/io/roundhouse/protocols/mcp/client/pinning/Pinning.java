package io.roundhouse.protocols.mcp.client.pinning;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the definitions of a server's tools. Immutable; safe to share.
 *
 * @param mode which definitions are usable
 * @param file where approved definitions are kept; null to keep them in memory, so that only changes during this process are noticed
 */
public record Pinning(Mode mode, @Nullable Path file) {

  /** Which definitions are usable. */
  public enum Mode {
    /** All of them; suspicious ones are only reported. */
    OFF,
    /** The one that was seen first, unless it looks suspicious, and those a person approved. */
    FIRST_USE,
    /** Only those a person approved. */
    APPROVAL
  }

  /** Definitions may change freely. */
  public static Pinning off() {
    return new Pinning(Mode.OFF, null);
  }

  /** The definition seen first is trusted and kept in {@code file}. */
  public static Pinning firstUse(Path file) {
    return new Pinning(Mode.FIRST_USE, file);
  }

  /** Nothing is usable before a person has approved it. */
  public static Pinning approval(Path file) {
    return new Pinning(Mode.APPROVAL, file);
  }
}
