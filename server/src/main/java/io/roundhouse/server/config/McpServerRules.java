package io.roundhouse.server.config;

import io.roundhouse.protocols.mcp.client.CallLimits;
import io.roundhouse.protocols.mcp.client.InputPolicy;
import io.roundhouse.protocols.mcp.client.ToolSelection;
import io.roundhouse.protocols.mcp.client.pinning.Pinning;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what an MCP server may do with us, and we with it: the parts of an entry of {@code mcp-servers} that have parts themselves. */
final class McpServerRules {

  private static final int MOST_CALLS = 100_000;

  private McpServerRules() {}

  static ToolSelection selection(Node node) {
    Fields fields = node.fields();
    List<String> allow = fields.listed("allow").stream().map(Node::word).toList();
    List<String> deny = fields.listed("deny").stream().map(Node::word).toList();
    Map<String, String> rename = new LinkedHashMap<>();
    fields.named("rename").forEach((from, to) -> rename.put(from, to.word()));
    fields.end();
    return new ToolSelection(allow, deny, rename);
  }

  static CallLimits limits(Node node) {
    Fields fields = node.fields();
    CallLimits defaults = CallLimits.ofDefaults();
    CallLimits limits = new CallLimits(
        fields.optional("concurrent").map(value -> value.integer(1, MOST_CALLS)).orElse(defaults.concurrent()),
        fields.optional("waiting").map(value -> value.integer(0, MOST_CALLS)).orElse(defaults.waiting()));
    fields.end();
    return limits;
  }

  static InputPolicy inputs(Node node) {
    Fields fields = node.fields();
    InputPolicy defaults = InputPolicy.ofDefaults();
    InputPolicy inputs = new InputPolicy(
        handling(fields, "elicitation", defaults.elicitation()),
        handling(fields, "sampling", defaults.sampling()),
        handling(fields, "roots", defaults.roots()),
        fields.listed("folders").stream().map(folder -> URI.create("file://" + folder.filePath().toUri().getRawPath())).toList());
    fields.end();
    return inputs;
  }

  private static InputPolicy.Handling handling(Fields fields, String key, InputPolicy.Handling standard) {
    return fields.optional(key).map(value -> value.oneOf(InputPolicy.Handling.class)).orElse(standard);
  }

  static Pinning pinning(Node node, Pinning defaults) {
    Fields fields = node.fields();
    Pinning pinning = new Pinning(
        fields.optional("mode").map(value -> value.oneOf(Pinning.Mode.class)).orElse(defaults.mode()),
        fields.optional("file").map(Node::filePath).orElse(defaults.file()));
    fields.end();
    return pinning;
  }
}
