package io.roundhouse.runtime.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.P;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;

/** Calls one {@code @Tool} method: JSON in, JSON out. */
record MethodBody(Object instance, Method method) {

  ToolResult call(ToolCall call) throws Exception {
    Parameter[] parameters = method.getParameters();
    @Nullable Object[] arguments = new @Nullable Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      arguments[i] = parameters[i].getType() == ToolCall.class ? call : bind(parameters[i], call.arguments());
    }
    try {
      return result(method.invoke(instance, arguments));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static @Nullable Object bind(Parameter parameter, JsonNode arguments) {
    JsonMapper json = JavaTools.JSON;
    JavaType type = json.constructType(parameter.getParameterizedType());
    String name = name(parameter);
    JsonNode value = arguments.path(name);
    if (value.isMissingNode() || value.isNull()) {
      if (parameter.getType().isPrimitive()) {
        throw ToolException.badInput("argument '" + name + "' is missing");
      }
      return null;
    }
    try {
      return json.readerFor(type).readValue(json.treeAsTokens(value));
    } catch (JsonProcessingException e) {
      throw ToolException.badInput("argument '" + name + "' is " + value + ", which is no " + parameter.getType().getSimpleName());
    } catch (IOException e) {
      throw ToolException.badInput("argument '" + name + "' cannot be read");
    }
  }

  private static String name(Parameter parameter) {
    P annotation = parameter.getAnnotation(P.class);
    return annotation == null || annotation.name().isEmpty() ? parameter.getName() : annotation.name();
  }

  private static ToolResult result(@Nullable Object value) {
    return switch (value) {
      case null -> ToolResult.text("done");
      case ToolResult known -> known;
      case String text -> ToolResult.text(text);
      default -> ToolResult.of(JavaTools.JSON.valueToTree(value));
    };
  }
}
