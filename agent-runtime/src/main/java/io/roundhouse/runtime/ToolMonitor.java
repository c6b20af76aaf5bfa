package io.roundhouse.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.toolgraph.health.MonitorPolicy;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches one tool and tells the health boards what it sees, so that runs go around the tool before they find out themselves.
 * Immutable; safe to share.
 *
 * <p>The error rate, the latency and the schema violations of the tool's real calls are always watched; {@code ping} and {@code risk}
 * ask from time to time. A tool that counts as down is called again after the breaker's open time, or as soon as a ping is answered.
 *
 * @param tool the catalog's name of the tool that is watched
 * @param ping says whether the tool answers: a success means yes; null for none
 * @param risk says which risk there is in calling the tool now: its result is the kind as text, or an object with the kind in
 *     {@code risk}; anything empty means none. A tool with a risk needs an approval in every graph. Null for none
 * @param interval time between two pings, and between two looks at the risk
 * @param timeout how long a ping may take before it counts as unanswered; a look at the risk that takes longer changes nothing
 * @param limits from which values on the tool counts as down
 * @param window how many of the latest calls the rates are taken from; before there were so many, nothing is said about rates
 */
public record ToolMonitor(
    String tool,
    @Nullable Probe ping,
    @Nullable Probe risk,
    Duration interval,
    Duration timeout,
    MonitorPolicy limits,
    int window) {

  private static final int LARGEST_WINDOW = 10_000;

  public ToolMonitor {
    if (interval.toMillis() < 1 || timeout.toMillis() < 1) {
      throw new CatalogException(
          "the monitor of tool '" + tool + "' has interval " + interval + " and timeout " + timeout + ", expected at least 1 ms");
    }
    if (window < 1 || window > LARGEST_WINDOW) {
      throw new CatalogException("the monitor of tool '" + tool + "' has window " + window + ", expected 1 to " + LARGEST_WINDOW);
    }
  }

  /** How a monitor looks at its tool. */
  public sealed interface Probe {

    /** Calls a tool of the catalog outside any run: nothing is recorded, so choose one that changes nothing. Not for graphs. */
    record ByTool(String tool, JsonNode arguments) implements Probe {}

    /** Asks code on the event loop, which must not block. */
    record ByCode(Supplier<Future<ToolResult>> code) implements Probe {}
  }

  /** A monitor of real calls: every 10 s, 5 s for an answer, the default limits over the latest 20 calls. */
  public static ToolMonitor of(String tool) {
    return new ToolMonitor(tool, null, null, Duration.ofSeconds(10), Duration.ofSeconds(5), MonitorPolicy.ofDefaults(), 20);
  }

  /** The same monitor with a ping by a tool. */
  public ToolMonitor withPing(String pingTool, JsonNode arguments) {
    return withPing(new Probe.ByTool(pingTool, arguments));
  }

  /** The same monitor with a ping by code: true means that the tool answers. */
  public ToolMonitor withPing(Supplier<Future<Boolean>> answers) {
    return withPing(new Probe.ByCode(() -> answers.get().compose(yes -> yes
        ? Future.succeededFuture(ToolResult.text("yes"))
        : Future.failedFuture(ToolException.outage("'" + tool + "' does not answer")))));
  }

  /** The same monitor with this ping. */
  public ToolMonitor withPing(Probe newPing) {
    return new ToolMonitor(tool, newPing, risk, interval, timeout, limits, window);
  }

  /** The same monitor with a look at the risk by code: the kind of risk, or nothing. */
  public ToolMonitor withRisk(Supplier<Future<Optional<String>>> kind) {
    return withRisk(new Probe.ByCode(() -> kind.get().map(found -> ToolResult.of(TextNode.valueOf(found.orElse(""))))));
  }

  /** The same monitor with this look at the risk. */
  public ToolMonitor withRisk(Probe newRisk) {
    return new ToolMonitor(tool, ping, newRisk, interval, timeout, limits, window);
  }

  /** The same monitor with another time between two looks. */
  public ToolMonitor withInterval(Duration newInterval) {
    return new ToolMonitor(tool, ping, risk, newInterval, timeout, limits, window);
  }

  /** The same monitor with another patience. */
  public ToolMonitor withTimeout(Duration newTimeout) {
    return new ToolMonitor(tool, ping, risk, interval, newTimeout, limits, window);
  }

  /** The same monitor with other limits. */
  public ToolMonitor withLimits(MonitorPolicy newLimits) {
    return new ToolMonitor(tool, ping, risk, interval, timeout, newLimits, window);
  }

  /** The same monitor that takes rates from so many calls. */
  public ToolMonitor withWindow(int newWindow) {
    return new ToolMonitor(tool, ping, risk, interval, timeout, limits, newWindow);
  }
}
