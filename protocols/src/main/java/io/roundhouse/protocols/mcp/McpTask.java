package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A run that a client follows as a task. Thread-safe. */
final class McpTask {

  private final Run run;
  private final Asking asking;
  private final Set<String> leftToPages = ConcurrentHashMap.newKeySet();
  private final boolean anyResult;
  private final Instant createdAt;
  private final Duration ttl;
  private final Duration pollInterval;
  private volatile Instant updatedAt;
  private volatile @Nullable String message;
  private volatile @Nullable RpcError error;

  McpTask(Run run, Asking asking, boolean anyResult, Instant createdAt, McpOptions.Tasks options) {
    this.run = run;
    this.asking = asking;
    this.anyResult = anyResult;
    this.createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    this.updatedAt = this.createdAt;
    this.ttl = options.ttl();
    this.pollInterval = options.pollInterval();
  }

  Run run() {
    return run;
  }

  String id() {
    return run.id().value();
  }

  /** The name of the principal that may ask for it. */
  String owner() {
    return asking.owner().name();
  }

  boolean isOver(Instant now) {
    return now.isAfter(createdAt.plus(ttl)) && run.result().isComplete();
  }

  /** The questions that its client can answer. */
  List<InputRequest> questions() {
    return run.pending().stream()
        .filter(question -> asking.abilities().answers(shown(question)) && !leftToPages.contains(question.id()))
        .toList();
  }

  /** The question as its client is asked. */
  InputRequest shown(InputRequest question) {
    return asking.shown(run, question);
  }

  /** The client's user answers this question on its page. */
  void leftTo(InputRequest question) {
    leftToPages.add(question.id());
  }

  /** What its client lacks to answer a question; null if nothing. */
  @Nullable ObjectNode lacks(InputRequest question) {
    boolean others = question instanceof InputRequest.Approval || question instanceof InputRequest.Choice;
    return others || asking.abilities().answers(question) ? null : Abilities.needed(question);
  }

  void touch(Instant now) {
    updatedAt = now.truncatedTo(ChronoUnit.MILLIS);
  }

  void says(@Nullable String newMessage) {
    if (newMessage != null) {
      message = newMessage;
    }
  }

  /** Ends the task with an error of the protocol, and the run with it. */
  void fail(RpcError newError) {
    error = newError;
    run.cancel("the client cannot answer what the tool asks");
  }

  /** The task without what its status brings along. */
  ObjectNode seed() {
    ObjectNode json = JsonNodeFactory.instance.objectNode()
        .put("taskId", id())
        .put("status", status());
    if (message != null) {
      json.put("statusMessage", message);
    }
    return json
        .put("createdAt", createdAt.toString())
        .put("lastUpdatedAt", updatedAt.toString())
        .put("ttlMs", ttl.toMillis())
        .put("pollIntervalMs", pollInterval.toMillis());
  }

  /** The task with its questions, its result or its error. */
  ObjectNode detailed() {
    ObjectNode json = seed();
    RpcError failure = error;
    switch (json.path("status").asText()) {
      case "failed" -> json.set("error", failure == null ? RpcError.internal().toJson() : failure.toJson());
      case "completed" -> json.set("result", CallResult.of(run.id(), run.result().result(), anyResult));
      case "input_required" -> questions().forEach(question ->
          json.withObjectProperty("inputRequests").set(question.id(), Questions.request(shown(question))));
      default -> { }
    }
    return json;
  }

  private String status() {
    Future<RunResult> result = run.result();
    if (error != null) {
      return "failed";
    }
    if (result.isComplete()) {
      return result.result() instanceof RunResult.Cancelled ? "cancelled" : "completed";
    }
    return questions().isEmpty() ? "working" : "input_required";
  }
}
