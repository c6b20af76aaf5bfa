package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunSignal;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The tasks extension: runs that go on without their clients, and calls that wait for answers. Thread-safe.
 *
 * <p>A task is a run; its id is the run's. Tasks that this process does not remember are looked up in the journal.
 */
final class TaskDesk {

  private final AgentRuntime runtime;
  private final McpOptions.Tasks options;
  private final InstantSource clock;
  private final Map<String, McpTask> tasks = new ConcurrentHashMap<>();
  private final Map<String, Run> waiting;
  private volatile Consumer<McpTask> changed = task -> {};

  TaskDesk(AgentRuntime runtime, McpOptions.Tasks options, InstantSource clock) {
    this.runtime = runtime;
    this.options = options;
    this.clock = clock;
    int most = options.most();
    this.waiting = Collections.synchronizedMap(new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Run> eldest) {
        return size() > most;
      }
    });
  }

  /** Calls this whenever the state of a task has changed. */
  void onChange(Consumer<McpTask> listener) {
    changed = listener;
  }

  /** Keeps a run whose client is about to answer. */
  void awaitAnswers(Run run) {
    waiting.put(run.id().value(), run);
  }

  /** A run that was kept for its client's answers, or goes on since an earlier process. */
  Optional<Run> waiting(String id) {
    Run kept = waiting.remove(id);
    return kept != null ? Optional.of(kept) : id.isEmpty() ? Optional.empty() : runtime.run(new RunId(id));
  }

  /** Makes a run a task and returns its state. */
  ObjectNode create(Run run, Exchange exchange, Asking asking, boolean anyResult) {
    McpTask task = new McpTask(run, asking, anyResult, clock.instant(), options);
    remember(task);
    return task.seed();
  }

  /** The task of this id, if this principal may see it. */
  Future<Optional<McpTask>> find(String id, Principal principal) {
    McpTask known = tasks.get(id);
    if (known != null) {
      return Future.succeededFuture(Optional.of(known).filter(task -> task.owner().equals(principal.name())));
    }
    if (id.isBlank() || id.length() > 128) {
      return Future.succeededFuture(Optional.empty());
    }
    return runtime.trace(new RunId(id)).map(trace -> recalled(trace, principal));
  }

  /** Performs {@code tasks/get}. */
  Future<Reply> get(Exchange exchange, Round round) {
    return require(exchange).map(task -> Reply.done(task.detailed()));
  }

  /** Performs {@code tasks/update}. */
  Future<Reply> update(Exchange exchange, Round round) {
    Map<String, JsonNode> responses = Questions.responses(exchange.params());
    if (!exchange.params().has("inputResponses")) {
      throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'inputResponses' is missing.");
    }
    return require(exchange).compose(task -> {
      List<Future<Boolean>> delivered = new ArrayList<>();
      for (InputRequest question : task.questions()) {
        JsonNode response = responses.get(question.id());
        if (response != null) {
          delivered.add(answer(task, question, response, exchange.caller()));
        }
      }
      return Future.join(delivered).recover(refused ->
          Future.failedFuture(RpcFault.of(RpcError.INVALID_PARAMS, String.valueOf(refused.getMessage()))));
    }).map(done -> Reply.done(JsonNodeFactory.instance.objectNode()));
  }

  private Future<Boolean> answer(McpTask task, InputRequest question, JsonNode response, String by) {
    InputAnswer answer = Questions.answer(task.shown(question), response);
    if (Asking.isOnItsWay(question, task.shown(question), answer)) {
      task.leftTo(question);
      return Future.succeededFuture(true);
    }
    return runtime.answer(task.run().id(), question.id(), answer, by);
  }

  /** Performs {@code tasks/cancel}. */
  Future<Reply> cancel(Exchange exchange, Round round) {
    return require(exchange).map(task -> {
      task.run().cancel("the client cancelled the task");
      return Reply.done(JsonNodeFactory.instance.objectNode());
    });
  }

  /** Forgets tasks whose time is over. */
  void sweep() {
    Instant now = clock.instant();
    tasks.values().removeIf(task -> task.isOver(now));
  }

  /** Fails if the client has not said that it knows tasks. */
  static void requireAbility(Exchange exchange) {
    if (!exchange.abilities().tasks()) {
      throw ModernError.missingCapability(Abilities.neededForTasks());
    }
  }

  private Future<McpTask> require(Exchange exchange) {
    requireAbility(exchange);
    String id = exchange.params().path("taskId").asText("");
    return find(id, exchange.principal()).map(task -> task.orElseThrow(
        () -> RpcFault.of(RpcError.INVALID_PARAMS, "There is no task with this 'taskId'.")));
  }

  private void remember(McpTask task) {
    if (tasks.size() >= options.most()) {
      sweep();
      tasks.values().stream().filter(old -> old.run().result().isComplete()).findFirst().ifPresent(old -> tasks.remove(old.id()));
    }
    tasks.put(task.id(), task);
    Run run = task.run();
    Runnable stop = run.listen(signal -> follow(task, signal));
    run.pending().forEach(question -> asked(task, question));
    run.result().onComplete(done -> {
      stop.run();
      task.touch(clock.instant());
      changed.accept(task);
    });
  }

  private void follow(McpTask task, RunSignal signal) {
    switch (signal) {
      case RunSignal.Progress progress -> task.says(progress.message());
      case RunSignal.InputAsked asked -> asked(task, asked.request());
      case RunSignal.InputAnswered answered -> {
        task.touch(clock.instant());
        changed.accept(task);
      }
      case RunSignal.Log log -> { }
      case RunSignal.Partial partial -> { }
    }
  }

  private void asked(McpTask task, InputRequest question) {
    task.touch(clock.instant());
    ObjectNode lacking = task.lacks(question);
    if (lacking != null) {
      task.fail(ModernError.missingCapability(lacking).error());
    }
    changed.accept(task);
  }

  /** What the journal knows: a run of an earlier process, or one that was forgotten here. */
  private Optional<McpTask> recalled(List<JournalEntry> trace, Principal principal) {
    if (trace.isEmpty() || !(trace.get(0).event() instanceof RunEvent.Accepted accepted)) {
      return Optional.empty();
    }
    boolean owns = principal.owns(accepted.caller());
    JournalEntry last = trace.get(trace.size() - 1);
    Optional<Run> run = runtime.run(last.run()).or(() ->
        last.event() instanceof RunEvent.End end ? Optional.of(Run.ended(last.run(), end)) : Optional.empty());
    if (!owns || run.isEmpty()) {
      return Optional.empty();
    }
    Abilities all = new Abilities(true, true, true, true, true);
    McpTask task = new McpTask(run.get(), Asking.byForm(all, principal), true, trace.get(0).at(), options);
    task.touch(last.at());
    if (!run.get().result().isComplete()) {
      remember(task);
    }
    return task.isOver(clock.instant()) ? Optional.empty() : Optional.of(task);
  }
}
