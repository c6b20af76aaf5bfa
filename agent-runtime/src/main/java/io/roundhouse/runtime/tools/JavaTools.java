package io.roundhouse.runtime.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolCall;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Turns LangChain4j {@code @Tool} methods into catalog tools. The methods are plain blocking Java and run on virtual threads, so the
 * object must be thread-safe.
 *
 * <p>Arguments are bound by parameter name (compile with {@code -parameters}); a {@link ToolCall} parameter receives the call itself
 * and is no argument. A result becomes JSON; a {@code String} stays text. See {@link io.roundhouse.runtime.ToolException} for failures.
 */
public final class JavaTools {

  static final JsonMapper JSON = JsonMapper.builder()
      .addModule(new JavaTimeModule())
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .build();

  private JavaTools() {}

  /**
   * The tools of one object, sorted by name.
   *
   * @throws CatalogException if it has no {@code @Tool} method or one cannot be called from outside
   */
  public static List<Tool> of(Object instance) {
    List<Tool> tools = new ArrayList<>();
    for (Method method : instance.getClass().getMethods()) {
      if (method.isAnnotationPresent(dev.langchain4j.agent.tool.Tool.class)) {
        tools.add(tool(instance, method));
      }
    }
    if (tools.isEmpty()) {
      throw new CatalogException(
          "class " + instance.getClass().getName() + " has no public method annotated with @Tool; annotate one or drop the class");
    }
    tools.sort(Comparator.comparing(Tool::name));
    return List.copyOf(tools);
  }

  private static Tool tool(Object instance, Method method) {
    ToolSpecification specification = ToolSpecifications.toolSpecificationFrom(method);
    method.setAccessible(true);
    ToolEffect effect = method.getAnnotation(ToolEffect.class);
    Tool tool = Tool.blocking(
        specification.name(),
        specification.description() == null ? "" : specification.description(),
        schema(specification, method),
        new MethodBody(instance, method)::call);
    return effect == null ? tool : tool.withEffect(effect.value());
  }

  private static Schema schema(ToolSpecification specification, Method method) {
    try {
      JsonNode parameters = JSON.readTree(specification.toJson()).path("parameters");
      ObjectNode schema = parameters.isObject() ? (ObjectNode) parameters : JSON.createObjectNode();
      schema.put("type", "object");
      Arrays.stream(method.getParameters())
          .filter(parameter -> parameter.getType() == ToolCall.class)
          .map(Parameter::getName)
          .forEach(name -> remove(schema, name));
      return Schema.of(schema);
    } catch (JsonProcessingException e) {
      throw new CatalogException("the parameters of tool '" + specification.name() + "' have no JSON Schema: " + e.getOriginalMessage());
    }
  }

  private static void remove(ObjectNode schema, String property) {
    if (schema.get("properties") instanceof ObjectNode properties) {
      properties.remove(property);
    }
    JsonNode required = schema.get("required");
    if (required != null) {
      List<JsonNode> kept = new ArrayList<>();
      required.forEach(name -> {
        if (!name.asText().equals(property)) {
          kept.add(name);
        }
      });
      schema.putArray("required").addAll(kept);
    }
  }
}
