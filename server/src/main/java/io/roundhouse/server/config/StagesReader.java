package io.roundhouse.server.config;

import io.roundhouse.runtime.ShadowPolicy;
import io.roundhouse.server.config.References.Kind;
import io.roundhouse.server.config.StagesConfig.Decider;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads {@code stages} and the keys about shadow runs of a front desk's {@code routing}. */
final class StagesReader {

  private static final int MOST_DOLLARS = 1_000_000;

  private StagesReader() {}

  static StagesConfig read(Node node, boolean durable) {
    Fields fields = node.fields();
    Path snapshots = fields.required("snapshots").map(StagesReader::folder).orElse(node.scope().directory());
    StagesConfig stages = new StagesConfig(
        snapshots,
        fields.optional("refresh").map(Node::duration).orElse(StagesConfig.REFRESH),
        decider(fields, "mode"),
        decider(fields, "number"),
        decider(fields, "role"),
        decider(fields, "model"),
        fields.optional("explore").map(value -> RoutingReader.share(value, "0", "1")).orElse(0.0),
        fields.optional("faithful").map(Node::truth).orElse(false),
        fields.optional("learn-every").map(Node::duration).orElse(null));
    fields.optional("learn-every").ifPresent(every -> {
      if (!durable) {
        every.problem(every.place() + " is " + every.shown() + ", and there is no journal file to learn from", "add journal: runs.db");
      }
    });
    fields.end();
    return stages;
  }

  private static Path folder(Node node) {
    Path folder = node.filePath();
    if (!Files.isDirectory(folder)) {
      node.problem(node.place() + " is " + node.shown() + ", and there is no such folder", "make it, or correct the path");
    }
    return folder;
  }

  private static Decider decider(Fields fields, String stage) {
    return fields.optional(stage).map(value -> value.oneOf(Decider.class)).orElse(Decider.LEARNED);
  }

  /** Shadow runs are on if a share is given. */
  static @Nullable ShadowPolicy shadow(Fields fields) {
    ShadowPolicy usual = ShadowPolicy.ofDefaults();
    String judge = fields.optional("shadow-judge").map(Node::nonBlank).orElse(null);
    fields.optional("shadow-judge").ifPresent(node -> node.scope().references().use(Kind.MODEL, node, String.valueOf(judge)));
    long budget = fields.optional("shadow-budget").map(StagesReader::micros).orElse(usual.microsPerHour());
    return fields.optional("shadow-share").map(node -> new ShadowPolicy(RoutingReader.share(node, "0", "1"), budget, judge)).orElse(null);
  }

  private static long micros(Node node) {
    return node.decimal(MOST_DOLLARS).movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }
}
