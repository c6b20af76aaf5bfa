package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.ToolException;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** Performs A2A's operations on the runtime, whatever binding they came by. Thread-safe. */
final class A2aHandler {

  private final AgentRuntime runtime;

  A2aHandler(AgentRuntime runtime) {
    this.runtime = runtime;
  }

  /** Performs an operation of an agent; the future fails with an {@link RpcFault}. */
  Future<JsonNode> perform(String agent, String operation, JsonNode params) {
    return switch (operation) {
      case "SendMessage" -> send(agent, params);
      case "GetTask" -> task(agent, params).map(task -> A2aCodec.json(withHistory(task, params)));
      case "CancelTask" -> cancel(agent, params);
      case "SendStreamingMessage", "SubscribeToTask", "ListTasks", "GetExtendedAgentCard" ->
          throw A2aError.UNSUPPORTED_OPERATION.fault("This agent does not offer " + operation + ".");
      case "CreateTaskPushNotificationConfig", "GetTaskPushNotificationConfig", "ListTaskPushNotificationConfigs",
          "DeleteTaskPushNotificationConfig" ->
          throw A2aError.PUSH_NOTIFICATION_NOT_SUPPORTED.fault("This agent does not send push notifications.");
      default -> throw RpcFault.of(RpcError.METHOD_NOT_FOUND, "There is no such method in A2A 1.0.");
    };
  }

  private Future<JsonNode> send(String agent, JsonNode params) {
    Message message = A2aCodec.message(params.path("message"));
    JsonNode configuration = params.path("configuration");
    if (configuration.has("taskPushNotificationConfig")) {
      throw A2aError.PUSH_NOTIFICATION_NOT_SUPPORTED.fault("This agent does not send push notifications.");
    }
    if (message.parts().stream().anyMatch(Part.File.class::isInstance)) {
      throw A2aError.CONTENT_TYPE_NOT_SUPPORTED.fault("This agent takes text and data parts, not files.");
    }
    return message.taskId() == null ? begin(agent, message, configuration) : follow(agent, message.taskId());
  }

  private Future<JsonNode> begin(String agent, Message message, JsonNode configuration) {
    ObjectNode input = JsonNodeFactory.instance.objectNode()
        .put("text", message.text())
        .put(Tasks.CONTEXT, message.contextId())
        .put(Tasks.MESSAGE, message.id());
    JsonNode data = message.data();
    if (data != null) {
      input.set("data", data);
    }
    RunRequest request = new RunRequest(new Target.AgentTarget(agent), input, null, "a2a", Budget.ofDefaults());
    Future<Run> start = runtime.start(request).recover(refused -> Future.failedFuture(refusal(refused)));
    if (configuration.path("returnImmediately").asBoolean()) {
      return start.map(run -> {
        Task working = new Task(run.id().value(), message.contextId(), Task.State.WORKING, Instant.now(), null, null, null);
        return JsonNodeFactory.instance.objectNode().set("task", A2aCodec.json(working));
      });
    }
    return start.compose(run -> run.result().map(result -> answer(run.id(), message.contextId(), result)));
  }

  /** A task takes no second message: it has ended, or it is at work and asks nothing. */
  private Future<JsonNode> follow(String agent, String taskId) {
    return find(agent, taskId).compose(task -> Future.failedFuture(
        A2aError.UNSUPPORTED_OPERATION.fault("This task takes no further messages; send one without a 'taskId'.")));
  }

  private static JsonNode answer(RunId run, String context, RunResult result) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    return switch (result) {
      case RunResult.Completed done ->
          answer.set("message", A2aCodec.json(Message.answer(context, null, run, done.text(), done.data())));
      case RunResult.Failed failed -> answer.set("task", ended(run, context, Task.State.FAILED, failed.message()));
      case RunResult.Escalated asked -> answer.set("task", ended(run, context, Task.State.FAILED, asked.question()));
      case RunResult.Cancelled cancelled -> answer.set("task", ended(run, context, Task.State.CANCELED, cancelled.reason()));
    };
  }

  private static ObjectNode ended(RunId run, String context, Task.State state, String message) {
    return A2aCodec.json(Tasks.ended(run, context, state, Instant.now(), message, null));
  }

  private Future<JsonNode> cancel(String agent, JsonNode params) {
    return task(agent, params).compose(task -> {
      Optional<Run> run = runtime.run(new RunId(task.id()));
      if (task.state() != Task.State.WORKING || run.isEmpty()) {
        throw A2aError.TASK_NOT_CANCELABLE.fault("The task has ended already.");
      }
      run.get().cancel("the client cancelled the task");
      return run.get().result().compose(ended -> find(agent, task.id())).map(A2aCodec::json);
    });
  }

  private Future<Task> task(String agent, JsonNode params) {
    String id = params.path("id").textValue();
    if (id == null || id.isBlank()) {
      throw A2aError.badField("id", "The parameter 'id' must be the id of a task.");
    }
    return find(agent, id);
  }

  private Future<Task> find(String agent, String id) {
    if (id.isBlank() || id.length() > 128) {
      throw unknownTask();
    }
    return runtime.trace(new RunId(id)).map(entries -> Tasks.of(agent, entries).orElseThrow(A2aHandler::unknownTask));
  }

  private static Task withHistory(Task task, JsonNode params) {
    return params.path("historyLength").asInt(1) == 0 ? task.withoutRequest() : task;
  }

  private static RpcFault unknownTask() {
    return A2aError.TASK_NOT_FOUND.fault("This agent has no task with this id.");
  }

  private static Throwable refusal(Throwable refused) {
    if (refused instanceof ToolException refusal && refusal.getMessage() != null) {
      return switch (refusal.failureClass()) {
        case BAD_INPUT -> A2aError.badField("message", refusal.getMessage());
        default -> RpcFault.of(RpcError.INTERNAL, refusal.getMessage());
      };
    }
    return refused;
  }
}
