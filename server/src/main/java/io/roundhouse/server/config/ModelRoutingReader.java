package io.roundhouse.server.config;

import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.ModelPolicies;
import io.roundhouse.routers.models.ModelPolicy;
import io.roundhouse.routers.models.Needs;
import io.roundhouse.runtime.ModelCascade;
import io.roundhouse.server.config.References.Kind;
import io.roundhouse.server.routing.OnlineModels;
import io.roundhouse.server.routing.OnlineSettings;
import io.roundhouse.server.routing.SnapshotPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code model-routing}: how a model is chosen where nobody names one. */
final class ModelRoutingReader {

  private static final int MOST_WEIGHT = 1_000_000_000;
  private static final Duration REFRESH = Duration.ofSeconds(10);

  private ModelRoutingReader() {}

  static ModelRoutingConfig read(Node node) {
    Fields fields = node.fields();
    Snapshots snapshots = new Snapshots(fields.optional("refresh").map(Node::duration).orElse(REFRESH));
    ModelPolicy policy = fields.optional("policy").map(new ModelPolicyReader(snapshots)::read).orElse(ModelPolicies.cheapest());
    Goal goal = fields.optional("goal").map(ModelRoutingReader::goal).orElse(Goal.BALANCED);
    Needs needs = new Needs(Set.of(), words(fields, "regions"), models(fields, "allow"), models(fields, "deny"));
    Map<String, ModelTraits> traits = new LinkedHashMap<>();
    fields.named("models").forEach((name, value) -> {
      value.scope().references().use(Kind.MODEL, value, name);
      traits.put(name, traits(value.fields()));
    });
    ModelCascade cascade = fields.optional("cascade").flatMap(CascadeReader::read).orElse(null);
    fields.end();
    return new ModelRoutingConfig(policy, snapshots.embeds, goal, needs, traits, snapshots.online, cascade);
  }

  /** Makes policies of snapshots, and remembers what they need. */
  private static final class Snapshots implements ModelPolicyReader.Learned {

    private final Duration refresh;
    private boolean embeds;
    private @Nullable OnlineModels online;

    Snapshots(Duration refresh) {
      this.refresh = refresh;
    }

    @Override
    public ModelPolicy predictive(Path folder) {
      return watching(folder);
    }

    @Override
    public ModelPolicy online(Path folder, OnlineSettings settings) {
      if (online != null) {
        throw new IllegalArgumentException("another part of the policy learns from feedback already");
      }
      OnlineModels learner = OnlineModels.of(watching(folder), settings);
      online = learner;
      return learner;
    }

    /** A folder that nothing was trained into yet is fine, one that is not there is more likely a slip of the pen. */
    private SnapshotPolicy watching(Path folder) {
      if (!Files.isDirectory(folder)) {
        throw new IllegalArgumentException("there is no such folder");
      }
      embeds = true;
      return SnapshotPolicy.watching(folder, refresh);
    }
  }

  private static Goal goal(Node node) {
    if (node.isMapping()) {
      Fields fields = node.fields();
      Goal goal = new Goal(weight(fields, "per-dollar"), weight(fields, "per-second"), weight(fields, "per-joule"));
      fields.end();
      return goal;
    }
    return switch (node.isList() ? "" : node.text()) {
      case "best" -> Goal.BEST;
      case "balanced" -> Goal.BALANCED;
      case "cheap" -> Goal.CHEAP;
      default -> node.wrongValue("best, balanced, cheap, or a mapping of per-dollar, per-second and per-joule", Goal.BALANCED);
    };
  }

  private static double weight(Fields fields, String key) {
    return fields.optional(key).map(node -> node.decimal(MOST_WEIGHT).doubleValue()).orElse(0.0);
  }

  private static ModelTraits traits(Fields fields) {
    Set<String> abilities = fields.has("abilities") ? words(fields, "abilities") : null;
    ModelTraits traits = new ModelTraits(
        abilities,
        fields.optional("region").map(Node::nonBlank).orElse(""),
        fields.optional("replica-of").map(Node::nonBlank).orElse(""),
        weight(fields, "joules-per-call"));
    fields.end();
    return traits;
  }

  private static Set<String> words(Fields fields, String key) {
    List<Node> listed = fields.listed(key);
    return new LinkedHashSet<>(listed.stream().map(Node::nonBlank).toList());
  }

  private static Set<String> models(Fields fields, String key) {
    fields.listed(key).forEach(node -> node.scope().references().use(Kind.MODEL, node, node.text()));
    return words(fields, key);
  }
}
