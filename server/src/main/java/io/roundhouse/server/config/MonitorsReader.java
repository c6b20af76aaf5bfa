package io.roundhouse.server.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.ToolMonitor;
import io.roundhouse.server.config.References.Kind;
import io.roundhouse.toolgraph.health.MonitorPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code monitors}: which tools are watched, and how. */
final class MonitorsReader {

  private static final int PER_MILLION = 1_000_000;
  private static final int MOST_CALLS = 10_000;

  private MonitorsReader() {}

  static Map<String, ToolMonitor> read(Map<String, Node> section) {
    Map<String, ToolMonitor> monitors = new LinkedHashMap<>();
    section.forEach((tool, node) -> {
      node.scope().references().use(Kind.TOOL, node, tool);
      monitors.put(tool, monitor(tool, node.fields()));
    });
    return monitors;
  }

  private static ToolMonitor monitor(String tool, Fields fields) {
    ToolMonitor standard = ToolMonitor.of(tool);
    MonitorPolicy limits = standard.limits();
    ToolMonitor monitor = new ToolMonitor(
        tool,
        fields.optional("ping").map(MonitorsReader::probe).orElse(null),
        fields.optional("risk").map(MonitorsReader::probe).orElse(null),
        fields.optional("interval").map(Node::duration).orElse(standard.interval()),
        fields.optional("timeout").map(Node::duration).orElse(standard.timeout()),
        limits
            .withMaxErrorPpm(fields.optional("max-error-ppm").map(node -> node.integer(1, PER_MILLION)).orElse(limits.maxErrorPpm()))
            .withMaxLatencyMillis(
                fields.optional("max-latency").map(node -> node.duration().toMillis()).orElse(limits.maxLatencyMillis()))
            .withMaxSchemaViolations(
                fields.optional("max-schema-violations").map(node -> node.integer(1, MOST_CALLS)).orElse(limits.maxSchemaViolations())),
        fields.optional("window").map(node -> node.integer(1, MOST_CALLS)).orElse(standard.window()));
    fields.end();
    return monitor;
  }

  private static ToolMonitor.@Nullable Probe probe(Node node) {
    if (!node.isMapping() && !node.isList()) {
      node.scope().references().use(Kind.TOOL, node, node.text());
      return new ToolMonitor.Probe.ByTool(node.text(), JsonNodeFactory.instance.objectNode());
    }
    Fields fields = node.fields();
    String tool = fields.required("tool").map(Node::nonBlank).orElse("");
    fields.optional("tool").ifPresent(name -> name.scope().references().use(Kind.TOOL, name, tool));
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    fields.named("with").forEach((name, value) -> arguments.set(name, value.json()));
    fields.end();
    return new ToolMonitor.Probe.ByTool(tool, arguments);
  }
}
