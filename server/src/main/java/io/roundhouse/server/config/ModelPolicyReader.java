package io.roundhouse.server.config;

import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.models.ModelPolicies;
import io.roundhouse.routers.models.ModelPolicy;
import io.roundhouse.routers.models.ModelRule;
import io.roundhouse.routers.models.online.OnlinePolicy.Exploration;
import io.roundhouse.server.config.References.Kind;
import io.roundhouse.server.routing.OnlineSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a model is chosen: {@code cheapest} or {@code round-robin}, or a mapping of one key that names another policy. Policies
 * nest as in {@link ModelPolicies}, under the same names.
 */
final class ModelPolicyReader {

  private static final int MOST = 1_000_000;
  private static final String EXPECTED = "expected cheapest, round-robin, or one of always, weighted, least-busy, qualified, first-of, "
      + "then-replica, strong-when-unsure, rules, predictive, online";

  private final Learned learned;

  /** Creates a reader; {@code learned} makes the policies that learned something. */
  ModelPolicyReader(Learned learned) {
    this.learned = learned;
  }

  /** Makes policies of a folder of snapshots; throws with a sentence if it cannot. */
  @FunctionalInterface
  interface Learned {

    ModelPolicy predictive(Path folder);

    default ModelPolicy online(Path folder, OnlineSettings settings) {
      throw new IllegalArgumentException("it learns from feedback, which only a running server gets");
    }
  }

  ModelPolicy read(Node node) {
    if (!node.isMapping()) {
      return named(node);
    }
    Map<String, Node> entries = node.entries();
    if (entries.size() != 1) {
      node.problem(node.place() + " has " + entries.size() + " keys", "expected one that names a policy");
      return ModelPolicies.cheapest();
    }
    Map.Entry<String, Node> only = entries.entrySet().iterator().next();
    Node value = only.getValue();
    return switch (only.getKey()) {
      case "always" -> ModelPolicies.always(model(value, value.nonBlank()));
      case "weighted" -> weighted(value);
      case "least-busy" -> leastBusy(value);
      case "qualified" -> ModelPolicies.qualified(read(value));
      case "first-of" -> firstOf(value);
      case "then-replica" -> thenReplica(value.fields());
      case "strong-when-unsure" -> strongWhenUnsure(value.fields());
      case "rules" -> ModelPolicies.rules(value.items().stream().map(this::rule).toList());
      case "predictive" -> predictive(value.fields());
      case "online" -> online(value.fields());
      default -> {
        node.scope().problem(value.start(), "'" + only.getKey() + "' is not a policy", EXPECTED);
        yield ModelPolicies.cheapest();
      }
    };
  }

  private static ModelPolicy named(Node node) {
    String name = node.isList() ? "" : node.text();
    if (name.equals("round-robin")) {
      return ModelPolicies.roundRobin();
    }
    if (!name.equals("cheapest")) {
      node.problem(node.place() + " is " + node.shown(), EXPECTED);
    }
    return ModelPolicies.cheapest();
  }

  /** Notes that a model is named; where models are defined in the same file, it has to be one of those. */
  private static String model(Node place, String name) {
    place.scope().references().use(Kind.MODEL, place, name);
    return name;
  }

  private static ModelPolicy weighted(Node node) {
    Map<String, Double> weights = new LinkedHashMap<>();
    node.entries().forEach((name, weight) -> weights.put(model(weight, name), weight.decimal(MOST).doubleValue()));
    return orProblem(node, () -> ModelPolicies.weighted(weights));
  }

  private static ModelPolicy leastBusy(Node node) {
    Fields fields = node.fields();
    int overload = fields.required("overload").map(value -> value.integer(1, MOST)).orElse(1);
    fields.end();
    return ModelPolicies.leastBusy(overload);
  }

  private ModelPolicy firstOf(Node node) {
    List<ModelPolicy> policies = node.items().stream().map(this::read).toList();
    return orProblem(node, () -> ModelPolicies.firstOf(policies.toArray(ModelPolicy[]::new)));
  }

  private ModelPolicy thenReplica(Fields fields) {
    Optional<ModelPolicy> models = fields.required("models").map(this::read);
    Optional<ModelPolicy> replicas = fields.required("replicas").map(this::read);
    fields.end();
    return ModelPolicies.thenReplica(models.orElse(ModelPolicies.cheapest()), replicas.orElse(ModelPolicies.roundRobin()));
  }

  private ModelPolicy strongWhenUnsure(Fields fields) {
    ModelPolicy policy = fields.required("policy").map(this::read).orElse(ModelPolicies.cheapest());
    double least = fields.required("least").map(node -> node.decimal(1)).orElse(BigDecimal.ZERO).doubleValue();
    String strong = fields.required("strong").map(node -> model(node, node.nonBlank())).orElse("");
    fields.end();
    return ModelPolicies.strongWhenUnsure(policy, least, strong);
  }

  private ModelRule rule(Node node) {
    Fields fields = node.fields();
    String name = fields.required("name").map(Node::nonBlank).orElse("");
    List<String> keywords = fields.optional("keywords").map(Node::itemOrItems).orElse(List.of()).stream().map(Node::nonBlank).toList();
    Pattern pattern = fields.optional("pattern").map(ModelPolicyReader::pattern).orElse(null);
    int least = fields.optional("min-tokens").map(value -> value.integer(0, Integer.MAX_VALUE)).orElse(0);
    int most = fields.optional("max-tokens").map(value -> value.integer(0, Integer.MAX_VALUE)).orElse(Integer.MAX_VALUE);
    Set<String> tags = fields.optional("tags").map(Node::itemOrItems).orElse(List.of()).stream().map(Node::nonBlank)
        .collect(Collectors.toSet());
    ModelPolicy then = fields.required("then").map(this::read).orElse(ModelPolicies.cheapest());
    fields.end();
    if (least > most) {
      node.problem(node.place() + " holds from " + least + " to " + most + " tokens", "expected the first not above the second");
      return new ModelRule(name, keywords, pattern, most, least, tags, then);
    }
    return new ModelRule(name, keywords, pattern, least, most, tags, then);
  }

  private static @Nullable Pattern pattern(Node node) {
    try {
      return Pattern.compile(node.nonBlank());
    } catch (PatternSyntaxException e) {
      node.problem(node.place() + " is not a regular expression: " + e.getDescription(), "correct it at position " + e.getIndex());
      return null;
    }
  }

  private ModelPolicy predictive(Fields fields) {
    ModelPolicy policy = ofSnapshots(fields, learned::predictive);
    fields.end();
    return policy;
  }

  private ModelPolicy online(Fields fields) {
    OnlineSettings usual = OnlineSettings.ofDefaults();
    OnlineSettings settings = new OnlineSettings(
        fields.optional("exploration").map(node -> node.oneOf(Exploration.class)).orElse(usual.exploration()),
        fields.optional("breadth").map(node -> node.decimal(MOST).doubleValue()).orElse(usual.breadth()),
        fields.optional("caution").map(ModelPolicyReader::aboveZero).orElse(usual.caution()),
        fields.optional("static").map(node -> model(node, node.nonBlank())).orElse(null),
        fields.optional("share").map(node -> node.decimal(1).doubleValue()).orElse(usual.share()),
        fields.optional("overdraft").map(node -> node.decimal(MOST).doubleValue()).orElse(usual.overdraft()));
    ModelPolicy policy = ofSnapshots(fields, folder -> learned.online(folder, settings));
    fields.end();
    return policy;
  }

  private static double aboveZero(Node node) {
    double value = node.decimal(MOST).doubleValue();
    return value > 0 ? value : node.wrongValue("a number above zero", 1.0);
  }

  private static ModelPolicy ofSnapshots(Fields fields, Function<Path, ModelPolicy> made) {
    List<ModelPolicy> found = new ArrayList<>();
    fields.required("snapshots").ifPresent(node -> {
      try {
        found.add(made.apply(node.filePath()));
      } catch (RuntimeException e) {
        node.problem(node.place() + " is " + node.shown() + ": " + e.getMessage(), "expected a folder that 'train models' has written");
      }
    });
    return found.isEmpty() ? ModelPolicies.cheapest() : found.getFirst();
  }

  private static ModelPolicy orProblem(Node node, Supplier<ModelPolicy> policy) {
    try {
      return policy.get();
    } catch (RoutingException.Invalid e) {
      node.problem(node.place() + ": " + e.getMessage(), "correct it");
      return ModelPolicies.cheapest();
    }
  }
}
