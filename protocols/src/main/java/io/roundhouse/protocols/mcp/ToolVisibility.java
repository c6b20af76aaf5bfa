package io.roundhouse.protocols.mcp;

import io.roundhouse.protocols.http.Principal;

/**
 * Decides which tools a client sees and may call. Implementations are thread-safe, quick, and never block: they are asked for every
 * tool of every list and for every call, on an event loop.
 */
@FunctionalInterface
public interface ToolVisibility {

  /** Every client sees and may call everything. */
  ToolVisibility ALL = (caller, tool) -> new Access.Callable();

  /** What this client may do with a tool; {@code tool} is the name it goes by in the list. */
  Access of(Principal caller, String tool);

  /** Whether a list shows this client the tool; one that is not listed may be callable all the same, for whoever knows its name. */
  default boolean lists(Principal caller, String tool) {
    return !(of(caller, tool) instanceof Access.Hidden);
  }

  /** What a client may do with a tool. */
  sealed interface Access {

    /** The tool is listed and may be called. */
    record Callable() implements Access {}

    /** To this client the tool does not exist. */
    record Hidden() implements Access {}

    /**
     * The tool is listed; a call is refused until the client comes with more rights.
     *
     * @param scope what the credential has to allow
     * @param challenge the value of the {@code WWW-Authenticate} header that tells the client how to get it
     */
    record NeedsScope(String scope, String challenge) implements Access {}
  }
}
