package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that a server may send back with questions until it knows enough (specification 2026-07-28, "Multi Round-Trip Requests").
 * The server's state goes back as it came and with no other request.
 */
final class Rounds {

  private static final int MAX_ROUNDS = 20;
  private static final int MAX_QUESTIONS = 32;

  private final Peer peer;
  private final Ask first;

  Rounds(Peer peer, Ask first) {
    this.peer = peer;
    this.first = first;
  }

  Future<JsonNode> begin() {
    return next(first, MAX_ROUNDS);
  }

  private Future<JsonNode> next(Ask ask, int left) {
    return peer.request(ask).compose(result -> switch (result.path("resultType").asText("complete")) {
      case "complete" -> Future.succeededFuture(result);
      case "input_required" -> left == 1
          ? Future.failedFuture(violation("it still has questions after " + MAX_ROUNDS + " rounds"))
          : answers(result.path("inputRequests")).compose(responses -> next(again(result, responses), left - 1));
      case "task" -> new RemoteTask(peer, first, result).result();
      default -> Future.failedFuture(violation("it answered with the unknown kind of result '" + result.path("resultType").asText() + "'"));
    });
  }

  private Ask again(JsonNode result, ObjectNode responses) {
    ObjectNode params = first.params().deepCopy();
    if (!responses.isEmpty()) {
      params.set("inputResponses", responses);
    }
    if (result.has("requestState")) {
      params.set("requestState", result.get("requestState"));
    }
    return first.withParams(params);
  }

  private Future<ObjectNode> answers(JsonNode questions) {
    return answers(questions, first.conversation());
  }

  /** The answers to questions of a server, by their keys. */
  static Future<ObjectNode> answers(JsonNode questions, Conversation conversation) {
    if (questions.size() > MAX_QUESTIONS) {
      return Future.failedFuture(violation("it has " + questions.size() + " questions at once"));
    }
    Map<String, Future<JsonNode>> answers = new LinkedHashMap<>();
    questions.properties().forEach(question -> answers.put(question.getKey(), conversation.answer(
        question.getValue().path("method").asText(), question.getValue().path("params"))));
    List<Future<JsonNode>> all = new ArrayList<>(answers.values());
    return Future.all(all).transform(done -> {
      if (done.failed()) {
        return Future.failedFuture(CallFault.notSent(FailureClass.DENIED, "it asks for something that nobody here answers"));
      }
      ObjectNode responses = JsonNodeFactory.instance.objectNode();
      answers.forEach((key, answer) -> responses.set(key, answer.result()));
      return Future.succeededFuture(responses);
    });
  }

  private static CallFault violation(String what) {
    return CallFault.maybeSent(FailureClass.CONTRACT_VIOLATION, what);
  }
}
