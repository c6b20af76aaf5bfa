package io.roundhouse.server.config;

import io.roundhouse.routers.agents.AgentRouterSettings;
import io.roundhouse.routers.embedding.EmbeddingModel;
import io.roundhouse.runtime.ShadowPolicy;
import io.roundhouse.server.config.References.Kind;
import io.roundhouse.server.config.RoutingConfig.Router;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the section {@code routing}: how front desks choose, by the name of the desk. */
final class RoutingReader {

  private RoutingReader() {}

  static Map<String, RoutingConfig> read(Map<String, Node> section, Map<String, AgentConfig> agents, boolean durable) {
    Map<String, RoutingConfig> desks = new LinkedHashMap<>();
    section.forEach((desk, node) -> {
      node.scope().references().use(Kind.AGENT, node, desk);
      AgentConfig agent = agents.get(desk);
      if (agent != null && !(agent.body() instanceof AgentConfig.Body.Routed)) {
        node.problem("agent '" + desk + "' answers by itself", "expected an agent with route, a front desk");
      }
      desks.put(desk, desk(node, durable));
    });
    return desks;
  }

  private static RoutingConfig desk(Node node, boolean durable) {
    Fields fields = node.fields();
    Router router = fields.optional("router").map(kind -> kind.oneOf(Router.class)).orElse(Router.EMBEDDING);
    EmbeddingModel embedding =
        fields.optional("embedding").map(model -> model.oneOf(EmbeddingModel.class)).orElse(EmbeddingModel.BGE_SMALL);
    AgentRouterSettings usual = AgentRouterSettings.ofDefaults();
    AgentRouterSettings settings = new AgentRouterSettings(
        fields.optional("coverage").map(value -> share(value, "0.5", "0.999")).orElse(usual.coverage()),
        fields.optional("max-agents").map(value -> value.integer(1, 64)).orElse(usual.maxAgents()),
        fields.optional("refused-in-scope").map(value -> share(value, "0", "0.5")).orElse(usual.refusedInScope()),
        fields.optional("out-of-scope-share").map(value -> share(value, "0.01", "0.9")).orElse(usual.outOfScopeShare()));
    String model = fields.optional("model").map(Node::nonBlank).orElse(null);
    fields.optional("model").ifPresent(place -> {
      place.scope().references().use(Kind.MODEL, place, String.valueOf(model));
      if (router != Router.REASONING) {
        place.problem(place.place() + " has no effect with this router", "set router: reasoning, or remove it");
      }
    });
    if (router == Router.REASONING && model == null && node.isMapping()) {
      node.problem(node.place() + " has router: reasoning and no model", "add model, the name of one under models");
    }
    double sureFrom = fields.optional("sure-from").map(value -> share(value, "0", "1")).orElse(RoutingConfig.DEFAULT_SURE_FROM);
    Map<String, List<String>> examples = examples(fields.named("examples"));
    List<String> traffic = fields.listed("traffic").stream().map(Node::nonBlank).toList();
    GuardReader guard = new GuardReader();
    fields.optional("guards").ifPresent(guard::read);
    StagesConfig stages = fields.optional("stages").map(stage -> StagesReader.read(stage, durable)).orElse(null);
    ShadowPolicy shadow = StagesReader.shadow(fields);
    fields.end();
    return new RoutingConfig(router, embedding, examples, traffic, settings, model, sureFrom, guard.signals(), guard.rules(), stages,
        shadow);
  }

  private static Map<String, List<String>> examples(Map<String, Node> section) {
    Map<String, List<String>> examples = new LinkedHashMap<>();
    section.forEach((agent, requests) -> {
      requests.scope().references().use(Kind.AGENT, requests, agent);
      examples.put(agent, requests.items().stream().map(Node::nonBlank).toList());
    });
    return examples;
  }

  /** A number within bounds; a harmless one if it is not. */
  static double share(Node node, String least, String most) {
    BigDecimal value = node.decimal(1);
    BigDecimal low = new BigDecimal(least);
    return value.compareTo(low) >= 0 && value.compareTo(new BigDecimal(most)) <= 0
        ? value.doubleValue() : node.wrongValue("a number from " + least + " to " + most, low.doubleValue());
  }
}
