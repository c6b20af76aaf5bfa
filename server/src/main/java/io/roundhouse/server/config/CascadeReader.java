package io.roundhouse.server.config;

import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.models.cascade.AgreementGate;
import io.roundhouse.routers.models.cascade.Ladder;
import io.roundhouse.runtime.CascadeJudge;
import io.roundhouse.runtime.ModelCascade;
import io.roundhouse.server.config.References.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads {@code cascade} of {@code model-routing}: one key, {@code agreement-gate} or {@code ladder}. */
final class CascadeReader {

  private static final int FEW = 16;
  private static final String BY_FORM = "form";
  private static final String AGAIN = "again";
  private static final double CONTENT = 0.7;

  private CascadeReader() {}

  static Optional<ModelCascade> read(Node node) {
    Map<String, Node> entries = node.entries();
    if (node.isMapping() && entries.size() == 1) {
      Map.Entry<String, Node> only = entries.entrySet().iterator().next();
      switch (only.getKey()) {
        case "agreement-gate" -> {
          return gate(only.getValue());
        }
        case "ladder" -> {
          return ladder(only.getValue());
        }
        default -> { }
      }
    }
    node.problem(node.place() + " has the keys " + entries.keySet(), "expected one: agreement-gate or ladder");
    return Optional.empty();
  }

  private static Optional<ModelCascade> gate(Node node) {
    Fields fields = node.fields();
    List<String> probes = models(fields, "probes");
    int first = fields.optional("first").map(value -> value.integer(2, FEW)).orElse(2);
    int agreeing = fields.optional("agreeing").map(value -> value.integer(2, FEW)).orElse(2);
    String strong = fields.required("strong").map(CascadeReader::model).orElse("");
    fields.end();
    return orProblem(node, () -> new ModelCascade.Gate(new AgreementGate(probes, first, agreeing, strong)));
  }

  private static Optional<ModelCascade> ladder(Node node) {
    Fields fields = node.fields();
    List<String> models = models(fields, "models");
    double content = fields.optional("content").map(value -> value.decimal(1).doubleValue()).orElse(CONTENT);
    CascadeJudge judge = fields.optional("judge").map(CascadeReader::judge).orElse(new CascadeJudge.ByForm());
    fields.end();
    return orProblem(node, () -> new ModelCascade.Rungs(new Ladder(models, content), judge));
  }

  /** A word, a model's name, or one key that says what judges. */
  private static CascadeJudge judge(Node node) {
    if (node.isMapping()) {
      Map<String, Node> entries = node.entries();
      Map.Entry<String, Node> only = entries.size() == 1 ? entries.entrySet().iterator().next() : Map.entry("", node);
      switch (only.getKey()) {
        case "tool" -> {
          String tool = only.getValue().nonBlank();
          node.scope().references().use(Kind.TOOL, only.getValue(), tool);
          return new CascadeJudge.ByTool(tool);
        }
        case AGAIN -> {
          return new CascadeJudge.ByAgreement(
              only.getValue().integer(CascadeJudge.ByAgreement.FEWEST, CascadeJudge.ByAgreement.MOST));
        }
        case "model" -> {
          return new CascadeJudge.ByModel(model(only.getValue()));
        }
        default -> node.problem(node.place() + " has the keys " + entries.keySet(), "expected one: model, tool or again");
      }
      return new CascadeJudge.ByForm();
    }
    String word = node.nonBlank();
    return switch (word) {
      case BY_FORM -> new CascadeJudge.ByForm();
      case AGAIN -> new CascadeJudge.ByAgreement(CascadeJudge.ByAgreement.USUAL);
      default -> {
        node.scope().references().use(Kind.MODEL, node, word);
        yield new CascadeJudge.ByModel(word);
      }
    };
  }

  private static List<String> models(Fields fields, String key) {
    return fields.required(key).map(Node::items).orElse(List.of()).stream().map(CascadeReader::model).toList();
  }

  private static String model(Node node) {
    String name = node.nonBlank();
    node.scope().references().use(Kind.MODEL, node, name);
    return name;
  }

  private static Optional<ModelCascade> orProblem(Node node, Supplier<ModelCascade> made) {
    try {
      return Optional.of(made.get());
    } catch (RoutingException.Invalid e) {
      node.problem(node.place() + ": " + e.getMessage(), "correct it");
      return Optional.empty();
    }
  }
}
