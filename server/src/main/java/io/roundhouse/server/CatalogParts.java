package io.roundhouse.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.models.ModelHttp;
import io.roundhouse.runtime.models.Providers;
import io.roundhouse.runtime.tools.JavaTools;
import io.roundhouse.server.config.AgentConfig;
import io.roundhouse.server.config.GraphConfig;
import io.roundhouse.server.config.ModelConfig;
import io.roundhouse.server.config.StepConfig;
import io.roundhouse.server.config.ToolClassConfig;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the catalog's entries from what a configuration file says about them. */
final class CatalogParts {

  private CatalogParts() {}

  /** A model of a provider; nothing is sent yet. */
  static Model model(ModelHttp http, ModelConfig config) {
    return new Model(config.name(), config.description(), Providers.body(http, config.provider()), config.price(),
        config.contextTokens(), config.provider().timeout(), config.policy());
  }

  /** The tools of a Java class, made now. */
  static List<Tool> tools(ToolClassConfig config) {
    return JavaTools.of(config.object().create()).stream().map(tool -> {
      Tool adjusted = tool.withName(config.prefix() + tool.name());
      adjusted = config.effectOf(tool.name()).map(adjusted::withEffect).orElse(adjusted);
      return config.timeoutOf(tool.name()).map(adjusted::withTimeout).orElse(adjusted);
    }).toList();
  }

  static Agent agent(AgentConfig config) {
    AgentBody body = switch (config.body()) {
      case AgentConfig.Body.Reply reply -> new AgentBody.Code(request -> AgentReply.text(reply.answer(request.text())));
      case AgentConfig.Body.Code code -> new AgentBody.Code((AgentBody.Answer) code.object().create());
      case AgentConfig.Body.Prompted prompted -> prompted.body();
      case AgentConfig.Body.Routed routed -> routed.body();
      case AgentConfig.Body.Together together -> new AgentBody.Team(together.team());
    };
    return new Agent(config.name(), config.description(), config.skills(), body);
  }

  /** A graph as a tool; steps that name no effect get that of their tool in the catalog. */
  static Tool graph(GraphConfig config, Catalog catalog) {
    ToolGraph graph = config.graph(tool -> catalog.tool(tool).map(CatalogParts::stepEffect).orElse(Effect.IRREVERSIBLE));
    Map<ToolId, StepBinding> steps = new LinkedHashMap<>();
    for (StepConfig step : config.steps().values()) {
      steps.put(ToolId.of(step.id()), step.binding());
    }
    GraphTool body = new GraphTool(graph, steps, config.retries());
    boolean repeatable = graph.tools().stream().allMatch(arc -> arc.effect().isRepeatable());
    return new Tool(config.name(), config.description(), input(config.inputs()), null,
        repeatable ? Effect.IDEMPOTENT : Effect.IRREVERSIBLE, Tool.DEFAULT_TIMEOUT, new ToolBody.Graph(body));
  }

  /** A tool that could be undone by another one stands for good in a graph that has no undo for it. */
  private static Effect stepEffect(Tool tool) {
    return tool.effect() == Effect.COMPENSATABLE ? Effect.IRREVERSIBLE : tool.effect();
  }

  private static Schema input(Map<String, JsonNode> items) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    items.forEach(properties::set);
    items.keySet().forEach(schema.withArray("required")::add);
    schema.put("additionalProperties", false);
    return Schema.of(schema);
  }
}
