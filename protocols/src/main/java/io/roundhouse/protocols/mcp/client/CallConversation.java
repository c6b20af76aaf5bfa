package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.mcp.client.InputPolicy.Handling;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Dialogue;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.LogLevel;
import io.roundhouse.runtime.Schema;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server says and asks during a call goes to whoever asked for the run, as far as the policy allows. */
final class CallConversation implements Conversation {

  private static final Logger LOG = LoggerFactory.getLogger(CallConversation.class);
  private static final int USER_REJECTED = -1;
  private static final int MAX_MESSAGE = 4_000;

  private final McpServer server;
  private final Dialogue dialogue;
  private final Context context;

  CallConversation(McpServer server, Dialogue dialogue, Context context) {
    this.server = server;
    this.dialogue = dialogue;
    this.context = context;
  }

  @Override
  public boolean isAttended() {
    return true;
  }

  @Override
  public Future<JsonNode> answer(String method, JsonNode params) {
    InputPolicy policy = server.inputs();
    return switch (method) {
      case "elicitation/create" -> policy.elicitation() == Handling.PASS_ON ? elicit(params) : refuse();
      case "sampling/createMessage" -> policy.sampling() == Handling.PASS_ON
          ? ask(InputRequest.sampling("Server '" + server.name() + "' asks a model", params)).compose(this::content)
          : refuse();
      case "roots/list" -> roots(policy);
      default -> refuse();
    };
  }

  private Future<JsonNode> elicit(JsonNode params) {
    String message = asks(params.path("message").asText(""));
    if (params.path("mode").asText("form").equals("url")) {
      return ask(InputRequest.link(message, params.path("url").asText(""))).map(answer -> action(answer, null));
    }
    JsonNode requested = params.path("requestedSchema");
    Schema schema;
    try {
      schema = Schema.of(requested);
    } catch (CatalogException e) {
      return Future.failedFuture(new RpcFault(RpcError.of(RpcError.INVALID_PARAMS, "The requested schema is no JSON Schema.")));
    }
    return ask(InputRequest.form(message, schema)).map(answer -> {
      JsonNode content = answer instanceof InputAnswer.Accepted accepted ? withDefaults(accepted.content(), requested) : null;
      if (content != null && !schema.violations(content).isEmpty()) {
        LOG.warn("an answer to a question of server '{}' does not fit: {}", server.name(), schema.violations(content).getFirst());
        return action(new InputAnswer.Dismissed(), null);
      }
      return action(answer, content);
    });
  }

  /** The person must see who asks. */
  private String asks(String message) {
    String shown = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    return "Server '" + server.name() + "' asks: " + shown;
  }

  private static JsonNode action(InputAnswer answer, @Nullable JsonNode content) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    switch (answer) {
      case InputAnswer.Accepted accepted -> {
        result.put("action", "accept");
        if (content != null) {
          result.set("content", content);
        }
      }
      case InputAnswer.Declined declined -> result.put("action", "decline");
      case InputAnswer.Dismissed dismissed -> result.put("action", "cancel");
    }
    return result;
  }

  /** Fields the person left out get the values that the form proposes. */
  private static JsonNode withDefaults(JsonNode content, JsonNode schema) {
    ObjectNode filled = content.isObject() ? content.deepCopy() : JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode proposed = property.getValue().get("default");
      if (proposed != null && !filled.has(property.getKey())) {
        filled.set(property.getKey(), proposed);
      }
    }
    return filled;
  }

  private Future<JsonNode> roots(InputPolicy policy) {
    if (!policy.folders().isEmpty()) {
      return Future.succeededFuture(StandingConversation.named(policy.folders()));
    }
    return policy.roots() == Handling.PASS_ON
        ? ask(InputRequest.roots("Server '" + server.name() + "' asks which folders the work is about")).compose(this::content)
        : refuse();
  }

  private Future<JsonNode> content(InputAnswer answer) {
    return answer instanceof InputAnswer.Accepted accepted
        ? Future.succeededFuture(accepted.content())
        : Future.failedFuture(new RpcFault(RpcError.of(USER_REJECTED, "The caller rejected the request.")));
  }

  private static Future<JsonNode> refuse() {
    return Future.failedFuture(Conversation.notOffered());
  }

  private Future<InputAnswer> ask(InputRequest request) {
    Promise<InputAnswer> here = Promise.promise();
    dialogue.ask(request).onComplete(done -> context.runOnContext(on -> here.handle(done)));
    return here.future();
  }

  @Override
  public void progress(JsonNode params) {
    JsonNode total = params.get("total");
    JsonNode message = params.get("message");
    dialogue.progress(
        params.path("progress").asDouble(),
        total == null || !total.isNumber() ? null : total.doubleValue(),
        message == null ? null : message.asText());
  }

  @Override
  public void log(JsonNode params) {
    String name = params.path("level").asText("info").toUpperCase(Locale.ROOT);
    LogLevel level = LogLevel.INFO;
    for (LogLevel known : LogLevel.values()) {
      if (known.name().equals(name)) {
        level = known;
      }
    }
    JsonNode logger = params.get("logger");
    dialogue.log(level, server.name() + (logger == null ? "" : "/" + logger.asText()), params.path("data"));
  }
}
