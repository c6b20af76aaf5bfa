package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Performs {@code completion/complete} for arguments of prompts and variables of templates. Thread-safe. */
final class CompletionDesk {

  private static final int MOST = 100;

  private final PromptDesk prompts;
  private final ResourceDesk resources;

  CompletionDesk(PromptDesk prompts, ResourceDesk resources) {
    this.prompts = prompts;
    this.resources = resources;
  }

  Future<Reply> complete(Exchange exchange, Round round) {
    JsonNode params = exchange.params();
    String argument = params.path("argument").path("name").textValue();
    String value = params.path("argument").path("value").textValue();
    if (argument == null || value == null) {
      throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'argument' needs a 'name' and a 'value'.");
    }
    JsonNode ref = params.path("ref");
    Future<Optional<List<String>>> values = switch (ref.path("type").asText("")) {
      case "ref/prompt" -> prompts.complete(ref.path("name").asText(""), argument, value, exchange.principal());
      case "ref/resource" -> resources.complete(ref.path("uri").asText(""), argument, value, exchange.principal());
      default -> throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'ref' must be a 'ref/prompt' or a 'ref/resource'.");
    };
    return values.map(found -> Reply.done(result(found.orElse(List.of()))));
  }

  private static ObjectNode result(List<String> values) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ObjectNode completion = result.putObject("completion");
    ArrayNode first = completion.putArray("values");
    values.stream().limit(MOST).forEach(first::add);
    completion.put("total", values.size()).put("hasMore", values.size() > MOST);
    return result;
  }
}
