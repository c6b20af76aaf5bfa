package io.roundhouse.server.config;

import io.roundhouse.protocols.control.ControlOptions;

/** Reads the section {@code control-plane}: the tools in front of a large catalog. */
final class ControlPlaneReader {

  private static final int MOST = 1_000_000;

  private ControlPlaneReader() {}

  static ControlOptions read(Node node) {
    ControlOptions defaults = ControlOptions.ofDefaults();
    Fields fields = node.fields();
    ControlOptions options = new ControlOptions(
        fields.optional("list-at-most").map(most -> most.integer(0, MOST)).orElse(defaults.listAtMost()),
        fields.optional("confidence").map(least -> least.decimal(1).doubleValue()).orElse(defaults.confidence()),
        fields.optional("ask").map(Node::truth).orElse(defaults.ask()),
        fields.optional("timeout").map(Node::duration).orElse(defaults.timeout()));
    fields.end();
    return options;
  }
}
