package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.a2a.push.PushDesk;
import io.roundhouse.protocols.a2a.task.Envelope;
import io.roundhouse.protocols.a2a.task.Questions;
import io.roundhouse.protocols.a2a.task.TaskFeeds;
import io.roundhouse.protocols.a2a.task.TaskShelf;
import io.roundhouse.protocols.a2a.task.TaskView;
import io.roundhouse.protocols.a2a.wire.A2aError;
import io.roundhouse.protocols.a2a.wire.A2aFault;
import io.roundhouse.protocols.a2a.wire.Fields;
import io.roundhouse.protocols.a2a.wire.IncomingMessage;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.ToolException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes messages: a message begins a task, or answers what a task waits for. Thread-safe. */
final class Sending {

  private static final int TRIES = 100;
  private static final long BETWEEN_TRIES_MILLIS = 100;

  private final AgentRuntime runtime;
  private final A2aOptions options;
  private final TaskShelf shelf;
  private final TaskFeeds feeds;
  private final @Nullable PushDesk push;

  Sending(AgentRuntime runtime, A2aOptions options, TaskShelf shelf, TaskFeeds feeds, @Nullable PushDesk push) {
    this.runtime = runtime;
    this.options = options;
    this.shelf = shelf;
    this.feeds = feeds;
    this.push = push;
  }

  /** What a message led to: the run at work on it, and whether it is so fresh that nothing was told of it yet. */
  record Sent(Run run, boolean fresh, boolean underWay) {

    Sent late() {
      return new Sent(run, false, underWay);
    }
  }

  /** Passes the message on; the future fails with an {@link A2aFault}. */
  Future<Sent> send(CallScope scope, JsonNode params) {
    JsonNode configuration = params.path("configuration");
    IncomingMessage message = IncomingMessage.of(params.path("message"), options.inputModes());
    JsonNode webhook = configuration.path("taskPushNotificationConfig");
    if (!webhook.isMissingNode() && !webhook.isNull()) {
      desk().check(webhook);
    }
    Future<Sent> sent = message.taskId().isEmpty() ? begin(scope, message) : follow(scope, message);
    return webhook.isObject()
        ? sent.compose(done -> desk().create(done.run().id().value(), webhook).map(made -> done.late()))
        : sent;
  }

  private PushDesk desk() {
    if (push == null) {
      throw A2aError.PUSH_NOTIFICATION_NOT_SUPPORTED.fault("This agent does not send push notifications.");
    }
    return push;
  }

  private Future<Sent> begin(CallScope scope, IncomingMessage message) {
    String contextId = message.contextId().isEmpty() ? UUID.randomUUID().toString() : message.contextId();
    String key = scope.declares(A2aExtension.IDEMPOTENT_MESSAGES)
        ? "a2a/" + scope.agent().name() + "/" + scope.caller() + "/" + message.id()
        : null;
    RunRequest request = new RunRequest(scope.agent().target(), scope.agent().input(message), key, scope.caller(), Budget.ofDefaults())
        .withAttended(true)
        .withEnvelope(Envelope.of(message, contextId));
    return runtime.start(request)
        .recover(refused -> Future.failedFuture(refusal(refused)))
        .map(run -> new Sent(run, key == null && Context.isOnEventLoopThread(), runtime.run(run.id()).isPresent()));
  }

  private Future<Sent> follow(CallScope scope, IncomingMessage message) {
    return shelf.find(scope.agent().name(), scope.caller(), message.taskId()).compose(task -> {
      if (!message.contextId().isEmpty() && !message.contextId().equals(task.contextId())) {
        throw A2aFault.badField("message.contextId", "The task of this 'taskId' belongs to another 'contextId'.");
      }
      if (task.state().isTerminal()) {
        throw A2aError.UNSUPPORTED_OPERATION.fault("This task has ended and takes no further messages.");
      }
      if (!task.state().isInterrupted()) {
        throw A2aError.UNSUPPORTED_OPERATION.fault("This task is at work and asks nothing; send a message without a 'taskId'.");
      }
      return answer(scope, message, task, TRIES);
    });
  }

  /** After a restart the journal knows the question a moment before the run asks it again, so that an answer may have to wait. */
  private Future<Sent> answer(CallScope scope, IncomingMessage message, TaskView task, int tries) {
    RunId id = new RunId(task.id());
    Run run = runtime.run(id).orElse(null);
    InputRequest question = run == null ? null : chosen(run.pending(), message);
    if (run == null || question == null) {
      return tries == 0
          ? Future.failedFuture(A2aError.UNAVAILABLE.fault("This task is about to be taken up again; send the message again in a moment."))
          : later().compose(due -> answer(scope, message, task, tries - 1));
    }
    return runtime.answer(id, question.id(), Questions.answer(question, message, task.contextId()), scope.caller())
        .recover(refused -> Future.failedFuture(refusal(refused)))
        .map(answered -> {
          if (!answered) {
            throw A2aError.UNSUPPORTED_OPERATION.fault("This task was answered by somebody else in the meantime.");
          }
          return new Sent(run, false, true);
        });
  }

  private static @Nullable InputRequest chosen(List<InputRequest> pending, IncomingMessage message) {
    String named = message.json().path("metadata").path(Questions.QUESTION).asText("");
    return pending.stream().filter(request -> named.isEmpty() || request.id().equals(named)).findFirst().orElse(null);
  }

  private Future<Void> later() {
    Promise<Void> due = Promise.promise();
    runtime.vertx().setTimer(BETWEEN_TRIES_MILLIS, fired -> due.complete());
    return due.future();
  }

  /** The answer of SendMessage: at once, or when the task has ended or waits for the client. */
  Future<JsonNode> response(CallScope scope, Sent sent, JsonNode configuration) {
    Integer historyLength = Fields.historyLength(configuration);
    String id = sent.run().id().value();
    if (Fields.flag(configuration, "returnImmediately") || !sent.underWay()) {
      return shelf.find(scope.agent().name(), scope.caller(), id).map(task -> asTask(task.json(historyLength, true)));
    }
    Future<TaskFeeds.Follow> feed = sent.fresh() ? Future.succeededFuture(feeds.begun(sent.run())) : feeds.underWay(sent.run());
    return feed.compose(follow -> follow.settled(historyLength)).map(snapshot -> {
      ObjectNode direct = snapshot.direct();
      return direct == null ? asTask(snapshot.task()) : JsonNodeFactory.instance.objectNode().set("message", direct);
    });
  }

  private static JsonNode asTask(ObjectNode task) {
    return JsonNodeFactory.instance.objectNode().set("task", task);
  }

  static Throwable refusal(Throwable refused) {
    if (refused instanceof ToolException refusal) {
      String sentence = refusal.getMessage() == null ? "The request was refused." : refusal.getMessage();
      return switch (refusal.failureClass()) {
        case BAD_INPUT -> A2aFault.badField("message.parts", sentence);
        case RATE_LIMITED -> A2aError.RATE_LIMITED.fault(sentence);
        case DENIED -> A2aError.PERMISSION_DENIED.fault(sentence);
        case OUTAGE, TIMEOUT, TRANSIENT -> A2aError.UNAVAILABLE.fault(sentence);
        case CONTRACT_VIOLATION -> A2aError.INVALID_AGENT_RESPONSE.fault(sentence);
      };
    }
    return refused;
  }
}
