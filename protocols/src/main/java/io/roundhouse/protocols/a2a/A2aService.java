package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.protocols.a2a.push.PushDesk;
import io.roundhouse.protocols.a2a.task.StreamEvent;
import io.roundhouse.protocols.a2a.task.TaskFeeds;
import io.roundhouse.protocols.a2a.task.TaskShelf;
import io.roundhouse.protocols.a2a.task.TaskStream;
import io.roundhouse.protocols.a2a.task.TaskView;
import io.roundhouse.protocols.a2a.wire.A2aError;
import io.roundhouse.protocols.a2a.wire.A2aFault;
import io.roundhouse.protocols.a2a.wire.Fields;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Performs A2A's operations on the runtime, whatever binding they came by. Requests and answers are in ProtoJSON form. Thread-safe.
 *
 * <p>Futures fail with an {@link A2aFault}, or with something else if the fault is ours.
 */
final class A2aService {

  private static final int LONGEST_ID = 512;

  private final AgentRuntime runtime;
  private final A2aOptions options;
  private final CardDesk cards;
  private final TaskShelf shelf;
  private final TaskFeeds feeds;
  private final Sending sending;
  private final @Nullable PushDesk push;

  A2aService(AgentRuntime runtime, A2aOptions options, CardDesk cards, TaskFeeds feeds, @Nullable PushDesk push) {
    this.runtime = runtime;
    this.options = options;
    this.cards = cards;
    this.feeds = feeds;
    this.push = push;
    this.shelf = new TaskShelf(runtime);
    this.sending = new Sending(runtime, options, shelf, feeds, push);
  }

  /** A stream that is ready to flow; what is wrong with the request was said before. */
  @FunctionalInterface
  interface Flow {
    /** Begins to flow and returns the way to stop it. */
    Runnable into(TaskStream stream);
  }

  /** Performs an operation that has one answer. */
  Future<JsonNode> perform(Operation operation, JsonNode params, CallScope scope) {
    try {
      require(params, scope);
      return switch (operation) {
        case SEND_MESSAGE -> sending.send(scope, params).compose(sent -> sending.response(scope, sent, params.path("configuration")));
        case GET_TASK -> {
          Integer historyLength = Fields.historyLength(params);
          yield task(scope, params, "id").map(task -> task.json(historyLength, true));
        }
        case LIST_TASKS -> shelf.page(scope.agent().name(), scope.caller(), params);
        case CANCEL_TASK -> task(scope, params, "id").compose(task -> cancel(scope, task));
        case CREATE_PUSH_CONFIG -> {
          desk().check(params);
          yield task(scope, params, "taskId").compose(task -> desk().create(task.id(), params));
        }
        case GET_PUSH_CONFIG -> withDesk(scope, params, (desk, task) -> desk.get(task, Fields.required(params, "id", LONGEST_ID)));
        case LIST_PUSH_CONFIGS -> withDesk(scope, params, (desk, task) -> desk.list(task, params));
        case DELETE_PUSH_CONFIG -> withDesk(scope, params, (desk, task) -> desk.delete(task, Fields.required(params, "id", LONGEST_ID)));
        case GET_EXTENDED_CARD -> extendedCard(scope);
        case SEND_STREAMING_MESSAGE, SUBSCRIBE_TO_TASK ->
            throw A2aError.INVALID_REQUEST.fault("This operation answers with a stream.");
      };
    } catch (A2aFault refused) {
      return Future.failedFuture(refused);
    }
  }

  /** Prepares an operation that answers with a stream. */
  Future<Flow> stream(Operation operation, JsonNode params, CallScope scope) {
    try {
      require(params, scope);
      if (!options.streaming()) {
        throw A2aError.UNSUPPORTED_OPERATION.fault("This agent does not stream; poll with GetTask.");
      }
      return operation == Operation.SUBSCRIBE_TO_TASK
          ? task(scope, params, "id").compose(task -> subscribe(scope, task))
          : sending.send(scope, params).compose(sent -> follow(scope, sent));
    } catch (A2aFault refused) {
      return Future.failedFuture(refused);
    }
  }

  private void require(JsonNode params, CallScope scope) {
    for (A2aExtension extension : options.extensions()) {
      if (extension.required() && !scope.declares(extension)) {
        throw A2aError.EXTENSION_SUPPORT_REQUIRED.fault(
            "This agent needs the extension " + extension.uri() + "; declare it in A2A-Extensions.");
      }
    }
    String tenant = Fields.text(params, "tenant");
    if (!tenant.isEmpty() && !tenant.equals(scope.agent().name())) {
      throw A2aFault.badField("tenant", "This address serves no such tenant; leave the field out or take it from the agent's card.");
    }
  }

  private Future<Flow> follow(CallScope scope, Sending.Sent sent) {
    if (!sent.underWay()) {
      return shelf.find(scope.agent().name(), scope.caller(), sent.run().id().value()).map(task -> once(task));
    }
    Future<TaskFeeds.Follow> feed = sent.fresh() ? Future.succeededFuture(feeds.begun(sent.run())) : feeds.underWay(sent.run());
    return feed.map(live -> stream -> live.follow(stream, null, true));
  }

  private static Flow once(TaskView task) {
    return stream -> {
      stream.event(new StreamEvent(null, JsonNodeFactory.instance.objectNode().set("task", task.json())));
      stream.end();
      return () -> { };
    };
  }

  private Future<Flow> subscribe(CallScope scope, TaskView task) {
    StreamEvent.Place after = scope.lastEvent();
    if (task.state().isTerminal()) {
      if (after == null) {
        throw A2aError.UNSUPPORTED_OPERATION.fault("This task has ended; get it with GetTask.");
      }
      return runtime.trace(new RunId(task.id())).map(entries -> replay(entries, after));
    }
    Optional<Run> run = runtime.run(new RunId(task.id()));
    if (run.isEmpty()) {
      throw A2aError.UNAVAILABLE.fault("This task is about to be taken up again; subscribe again in a moment.");
    }
    return feeds.underWay(run.get()).map(live -> stream -> live.follow(stream, after, false));
  }

  private static Flow replay(List<JournalEntry> entries, StreamEvent.Place after) {
    return stream -> {
      TaskView.events(entries).stream()
          .filter(event -> event.place() != null && event.place().compareTo(after) > 0)
          .forEach(stream::event);
      stream.end();
      return () -> { };
    };
  }

  private Future<JsonNode> cancel(CallScope scope, TaskView task) {
    if (task.state().isTerminal()) {
      throw A2aError.TASK_NOT_CANCELABLE.fault("This task has ended already.");
    }
    Optional<Run> run = runtime.run(new RunId(task.id()));
    if (run.isEmpty()) {
      throw A2aError.UNAVAILABLE.fault("This task is about to be taken up again; cancel it again in a moment.");
    }
    run.get().cancel("The client cancelled the task.");
    return run.get().result()
        .compose(ended -> shelf.find(scope.agent().name(), scope.caller(), task.id()))
        .map(TaskView::json);
  }

  private Future<TaskView> task(CallScope scope, JsonNode params, String field) {
    return shelf.find(scope.agent().name(), scope.caller(), Fields.required(params, field, LONGEST_ID));
  }

  private interface PushWork {
    Future<JsonNode> with(PushDesk desk, String task);
  }

  private Future<JsonNode> withDesk(CallScope scope, JsonNode params, PushWork work) {
    PushDesk desk = desk();
    return task(scope, params, "taskId").compose(task -> work.with(desk, task.id()));
  }

  private PushDesk desk() {
    if (push == null) {
      throw A2aError.PUSH_NOTIFICATION_NOT_SUPPORTED.fault("This agent does not send push notifications.");
    }
    return push;
  }

  private Future<JsonNode> extendedCard(CallScope scope) {
    if (!options.extendedCard()) {
      throw A2aError.UNSUPPORTED_OPERATION.fault("This agent has no extended card.");
    }
    return Future.succeededFuture(cards.extended(scope));
  }
}
