package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcMessage;
import java.util.Set;

/**
 * One client that listens for changes, and for which. Immutable but for the outlet.
 *
 * @param id the id of its request, which every notification carries
 */
record Subscription(
    JsonNode id, boolean tools, boolean prompts, boolean resources, Set<String> uris, Set<String> tasks, Outlet outlet) {

  private static final String ID = "io.modelcontextprotocol/subscriptionId";

  Subscription {
    uris = Set.copyOf(uris);
    tasks = Set.copyOf(tasks);
  }

  /** Says which of its wishes are granted. */
  void acknowledge() {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    ObjectNode granted = params.putObject("notifications");
    if (tools) {
      granted.put("toolsListChanged", true);
    }
    if (prompts) {
      granted.put("promptsListChanged", true);
    }
    if (resources) {
      granted.put("resourcesListChanged", true);
    }
    if (!uris.isEmpty()) {
      uris.forEach(granted.putArray("resourceSubscriptions")::add);
    }
    if (!tasks.isEmpty()) {
      tasks.forEach(granted.putArray("taskIds")::add);
    }
    send("notifications/subscriptions/acknowledged", params);
  }

  void send(String method, ObjectNode params) {
    params.putObject("_meta").set(ID, id);
    outlet.send(RpcMessage.notification(method, params));
  }

  void send(String method) {
    send(method, JsonNodeFactory.instance.objectNode());
  }

  /** The result that tells the client that the server ends the subscription. */
  ObjectNode end() {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("resultType", "complete");
    result.putObject("_meta").set(ID, id);
    return RpcMessage.success(id, result);
  }
}
