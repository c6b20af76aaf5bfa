package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.vertx.core.Future;
import java.net.URI;
import java.util.List;

/** What a server asks outside of any call: folders are named, everything else is put away, because nobody is there to be asked. */
record StandingConversation(InputPolicy policy) implements Conversation {

  @Override
  public boolean isAttended() {
    return false;
  }

  @Override
  public Future<JsonNode> answer(String method, JsonNode params) {
    return switch (method) {
      case "roots/list" -> policy.folders().isEmpty()
          ? Future.failedFuture(Conversation.notOffered())
          : Future.succeededFuture(named(policy.folders()));
      case "elicitation/create" -> Future.succeededFuture(JsonNodeFactory.instance.objectNode().put("action", "cancel"));
      case "sampling/createMessage" -> Future.failedFuture(
          new RpcFault(RpcError.of(RpcError.INVALID_REQUEST, "Nobody is there who could be asked.")));
      default -> Future.failedFuture(Conversation.notOffered());
    };
  }

  static JsonNode named(List<URI> folders) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ArrayNode roots = result.putArray("roots");
    folders.forEach(folder -> roots.addObject().put("uri", folder.toString()));
    return result;
  }

  @Override
  public void progress(JsonNode params) {
    // Nobody asked for it.
  }

  @Override
  public void log(JsonNode params) {
    // Nobody asked for it.
  }
}
