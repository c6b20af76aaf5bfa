package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * A call that a server turned into a task (tasks extension of 2026-07-28): asked for again and again until it has ended, its questions
 * answered, cancelled with the call. Confined to the connection's event loop.
 */
final class RemoteTask {

  private static final long SHORTEST_POLL_MILLIS = 50;
  private static final long LONGEST_POLL_MILLIS = 30_000;
  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(30);

  private final Peer peer;
  private final Ask call;
  private final String id;
  private final Promise<JsonNode> result = Promise.promise();
  private long leftMillis;

  /** The task that a call's result tells of. */
  RemoteTask(Peer peer, Ask call, JsonNode seed) {
    this.peer = peer;
    this.call = call;
    this.id = seed.path("taskId").asText("");
    this.leftMillis = call.timeout().toMillis();
    Runnable takeBack = call.cancellation().onCancel(() -> give(FailureClass.DENIED, "the call was cancelled"));
    result.future().onComplete(done -> takeBack.run());
    waitFor(seed);
  }

  Future<JsonNode> result() {
    return result.future();
  }

  private void waitFor(JsonNode state) {
    long asked = state.path("pollIntervalMs").asLong(1_000);
    long wait = Math.min(LONGEST_POLL_MILLIS, Math.max(SHORTEST_POLL_MILLIS, asked));
    if (!call.timeout().isZero() && leftMillis <= 0) {
      give(FailureClass.TIMEOUT, "its task was not done within " + call.timeout().toMillis() + " ms");
      return;
    }
    long now = call.timeout().isZero() ? wait : Math.min(wait, leftMillis);
    leftMillis -= now;
    peer.later(now, this::look);
  }

  private void look() {
    if (!result.future().isComplete()) {
      request("tasks/get", task()).onComplete(this::seen, result::tryFail);
    }
  }

  private void seen(JsonNode task) {
    if (result.future().isComplete()) {
      return;
    }
    if (task.path("statusMessage").isTextual()) {
      call.conversation().log(JsonNodeFactory.instance.objectNode().put("level", "info").set("data", task.get("statusMessage")));
    }
    switch (task.path("status").asText("")) {
      case "completed" -> result.tryComplete(task.path("result"));
      case "failed" -> result.tryFail(new RpcFault(RpcError.of(
          task.path("error").path("code").asInt(RpcError.INTERNAL), task.path("error").path("message").asText("its task has failed"))));
      case "cancelled" -> result.tryFail(CallFault.maybeSent(FailureClass.TRANSIENT, "it cancelled its task"));
      case "input_required" -> Rounds.answers(task.path("inputRequests"), call.conversation())
          .compose(answers -> {
            ObjectNode params = task();
            params.set("inputResponses", answers);
            return request("tasks/update", params);
          })
          .onComplete(taken -> waitFor(task), why -> {
            cancel();
            result.tryFail(why);
          });
      default -> waitFor(task);
    }
  }

  private void give(FailureClass why, String sentence) {
    if (result.tryFail(CallFault.maybeSent(why, sentence))) {
      cancel();
    }
  }

  private void cancel() {
    request("tasks/cancel", task());
  }

  private ObjectNode task() {
    return JsonNodeFactory.instance.objectNode().put("taskId", id);
  }

  private Future<JsonNode> request(String method, ObjectNode params) {
    return peer.request(Ask.of(method, params, POLL_TIMEOUT));
  }
}
