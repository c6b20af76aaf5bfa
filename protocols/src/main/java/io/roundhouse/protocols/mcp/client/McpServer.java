package io.roundhouse.protocols.mcp.client;

import io.roundhouse.protocols.mcp.client.pinning.Pinning;
import io.roundhouse.toolgraph.Effect;
import java.time.Duration;
import java.util.Map;

/**
 * A downstream MCP server to take tools from. Immutable; safe to share.
 *
 * @param name what we call it, in logs and on the health page
 * @param transport how to reach it
 * @param prefix what goes before the names of its tools in the catalog; may be empty
 * @param callTimeout how long a call may take; time in which the server waits for an answer to a question does not count
 * @param connectTimeout how long starting, handshake and listing the tools may take
 * @param backoff how long to wait before trying to connect again
 * @param effects effects of its tools by the server's own names; for the others the server's annotations count
 * @param era which revisions it speaks
 * @param inputs who answers its questions
 * @param selection which of its tools are taken over, and under which names
 * @param limits how many calls it gets at a time
 * @param required whether opening the connection fails when the server cannot be reached; otherwise it is tried again and again
 * @param pinning what happens when the definition of a tool changes
 */
public record McpServer(
    String name,
    McpTransport transport,
    String prefix,
    Duration callTimeout,
    Duration connectTimeout,
    Backoff backoff,
    Map<String, Effect> effects,
    Era era,
    InputPolicy inputs,
    ToolSelection selection,
    CallLimits limits,
    boolean required,
    Pinning pinning) {

  public McpServer {
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("server name '" + name + "' must be 1 to 64 letters, digits, _ or -");
    }
    effects = Map.copyOf(effects);
  }

  /**
   * A server whose tools get its name and a dot as prefix, with 30 s for a call and 20 s to connect, whose era is found out, whose
   * questions go to the caller, and whose definitions are not pinned.
   */
  public static McpServer of(String name, McpTransport transport) {
    return new McpServer(
        name, transport, name + ".", Duration.ofSeconds(30), Duration.ofSeconds(20), Backoff.ofDefaults(), Map.of(), Era.AUTO,
        InputPolicy.ofDefaults(), ToolSelection.all(), CallLimits.ofDefaults(), true, Pinning.off());
  }

  /** The same server, reached another way. */
  public McpServer withTransport(McpTransport newTransport) {
    return new McpServer(
        name, newTransport, prefix, callTimeout, connectTimeout, backoff, effects,
        era, inputs, selection, limits, required, pinning);
  }

  /** The same server with another prefix. */
  public McpServer withPrefix(String newPrefix) {
    return new McpServer(
        name, transport, newPrefix, callTimeout, connectTimeout, backoff, effects,
        era, inputs, selection, limits, required, pinning);
  }

  /** The same server with this long for a call. */
  public McpServer withCallTimeout(Duration timeout) {
    return new McpServer(
        name, transport, prefix, timeout, connectTimeout, backoff, effects,
        era, inputs, selection, limits, required, pinning);
  }

  /** The same server with this long to connect. */
  public McpServer withConnectTimeout(Duration timeout) {
    return new McpServer(
        name, transport, prefix, callTimeout, timeout, backoff, effects,
        era, inputs, selection, limits, required, pinning);
  }

  /** The same server with other waits between attempts to connect. */
  public McpServer withBackoff(Backoff newBackoff) {
    return new McpServer(
        name, transport, prefix, callTimeout, connectTimeout, newBackoff, effects,
        era, inputs, selection, limits, required, pinning);
  }

  /** The same server with these effects of its tools, by the server's own names. */
  public McpServer withEffects(Map<String, Effect> newEffects) {
    return new McpServer(
        name, transport, prefix, callTimeout, connectTimeout, backoff, newEffects,
        era, inputs, selection, limits, required, pinning);
  }

  /** The same server, whose era of the protocol is known. */
  public McpServer withEra(Era newEra) {
    return new McpServer(
        name, transport, prefix, callTimeout, connectTimeout, backoff, effects,
        newEra, inputs, selection, limits, required, pinning);
  }

  /** The same server with other answers to its questions. */
  public McpServer withInputs(InputPolicy newInputs) {
    return new McpServer(
        name, transport, prefix, callTimeout, connectTimeout, backoff, effects,
        era, newInputs, selection, limits, required, pinning);
  }

  /** The same server with this choice of its tools. */
  public McpServer withSelection(ToolSelection newSelection) {
    return new McpServer(
        name, transport, prefix, callTimeout, connectTimeout, backoff, effects,
        era, inputs, newSelection, limits, required, pinning);
  }

  /** The same server with these limits on calls at a time. */
  public McpServer withLimits(CallLimits newLimits) {
    return new McpServer(
        name, transport, prefix, callTimeout, connectTimeout, backoff, effects,
        era, inputs, selection, newLimits, required, pinning);
  }

  /** The same server, without which a start fails or goes on. */
  public McpServer withRequired(boolean isRequired) {
    return new McpServer(
        name, transport, prefix, callTimeout, connectTimeout, backoff, effects,
        era, inputs, selection, limits, isRequired, pinning);
  }

  /** The same server with these rules about changed definitions. */
  public McpServer withPinning(Pinning newPinning) {
    return new McpServer(
        name, transport, prefix, callTimeout, connectTimeout, backoff, effects,
        era, inputs, selection, limits, required, newPinning);
  }
}
