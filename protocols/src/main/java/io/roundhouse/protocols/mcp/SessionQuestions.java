package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.http.RpcMessage;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.InputRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Our requests to the client of one session: bounded in number, each with a timeout. Thread-safe. */
final class SessionQuestions {

  private static final int MOST = 128;
  private static final String PREFIX = "roundhouse-";

  private final AtomicLong counter = new AtomicLong();
  private final Map<String, Promise<JsonNode>> open = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final Duration timeout;

  SessionQuestions(Vertx vertx, Duration timeout) {
    this.vertx = vertx;
    this.timeout = timeout;
  }

  /**
   * Asks the client, and waits until it has answered everything or did not in time.
   *
   * @return the results by the questions' keys; null for a question that was not answered
   */
  Future<Map<String, JsonNode>> ask(List<InputRequest> questions, Outlet outlet, Cancellation cancellation) {
    if (open.size() + questions.size() > MOST) {
      return Future.failedFuture(RpcFault.of(RpcError.SERVER, "This session has too many questions open."));
    }
    Map<String, JsonNode> results = new HashMap<>();
    List<Future<JsonNode>> asked = new ArrayList<>();
    for (InputRequest question : questions) {
      asked.add(ask(question, outlet, cancellation).onSuccess(result -> {
        synchronized (results) {
          results.put(Questions.key(question, questions), result);
        }
      }));
    }
    return Future.all(asked).map(all -> results);
  }

  /** Takes the client's response; says whether it answers a question of ours. */
  boolean answer(RpcMessage.Response response) {
    Promise<JsonNode> question = open.remove(response.id().asText());
    if (question == null) {
      return false;
    }
    JsonNode result = response.result();
    question.tryComplete(result == null || !result.isObject() ? NullNode.instance : result);
    return true;
  }

  /** Nobody answers any more. */
  void close() {
    open.values().forEach(question -> question.tryComplete(NullNode.instance));
  }

  private Future<JsonNode> ask(InputRequest question, Outlet outlet, Cancellation cancellation) {
    String id = PREFIX + counter.incrementAndGet();
    ObjectNode request = Questions.request(question);
    if (question instanceof InputRequest.Link link) {
      request.withObjectProperty("params").put("elicitationId", Questions.elicitationId(link.url()));
    }
    Promise<JsonNode> answer = Promise.promise();
    open.put(id, answer);
    long timer = vertx.setTimer(timeout.toMillis(), late -> answer.tryComplete(NullNode.instance));
    Runnable stop = cancellation.onCancel(() -> answer.tryComplete(NullNode.instance));
    answer.future().onComplete(done -> {
      open.remove(id);
      vertx.cancelTimer(timer);
      stop.run();
    });
    ObjectNode message = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("id", id);
    message.setAll(request);
    outlet.send(message);
    return answer.future();
  }
}
