package io.roundhouse.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.toolgraph.CostWeights;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.heal.HealPolicy;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A tool graph as the file describes it. Immutable; the maps keep the order of the file.
 *
 * @param name the name of the tool that runs it
 * @param description what it is for
 * @param inputs the items a caller gives, each with its JSON Schema
 * @param goals rung to wanted items, best first
 * @param steps the tools between the items, by id
 * @param weights how price, latency and failure rate add up
 * @param retries how patient a run of it is
 */
public record GraphConfig(String name, String description, Map<String, JsonNode> inputs, Map<String, List<String>> goals,
    Map<String, StepConfig> steps, CostWeights weights, HealPolicy retries) {

  public GraphConfig {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    goals = Collections.unmodifiableMap(new LinkedHashMap<>(goals));
    steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
  }

  /**
   * The graph to plan on; {@code effectOfTool} says what a call of a tool does where a step does not say it.
   *
   * @throws io.roundhouse.toolgraph.GraphException.Invalid with one sentence per mistake
   */
  public ToolGraph graph(Function<String, Effect> effectOfTool) {
    ToolGraph.Builder builder = ToolGraph.builder(name).inputs(array(inputs.keySet())).weights(weights);
    goals.forEach((rung, items) -> builder.rung(rung, array(items)));
    steps.values().forEach(step -> builder.tool(arc(step, effectOfTool)));
    return builder.build();
  }

  private static ToolArc arc(StepConfig step, Function<String, Effect> effectOfTool) {
    ToolArc arc = ToolArc.of(step.id())
        .needs(array(step.needs()))
        .yields(array(step.binding().yields().keySet()))
        .withCost(step.cost())
        .withDomain(step.domain())
        .withExclusiveGroup(step.exclusiveGroup())
        .withGated(step.gated());
    String undo = step.undo();
    if (undo != null) {
      arc = arc.undoneBy(undo);
    }
    Effect effect = step.effect();
    if (effect != null) {
      return arc.withEffect(effect);
    }
    return undo != null ? arc : arc.withEffect(effectOfTool.apply(step.binding().tool()));
  }

  private static String[] array(Collection<String> names) {
    return names.toArray(String[]::new);
  }
}
