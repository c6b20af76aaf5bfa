package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RuntimeFault;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.toolgraph.Effect;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How runs begin: refuses requests, takes them on, joins those with a known key, takes up what an earlier process left. Thread-safe. */
final class RunIntake {

  private final LocalRuntime host;
  private final RunsUnderWay runs;
  private final Budget most;
  private final Map<String, Future<Run>> starting = new ConcurrentHashMap<>();

  RunIntake(LocalRuntime host, RunsUnderWay runs, Budget most) {
    this.host = host;
    this.runs = runs;
    this.most = most;
  }

  Future<Run> start(RunRequest request) {
    Optional<RuntimeFault> refusal = runs.refusal().or(() -> Admission.refusal(host.catalog(), request));
    if (refusal.isPresent()) {
      return Future.failedFuture(refusal.get());
    }
    String key = request.key();
    if (key == null) {
      return begin(request);
    }
    Context caller = host.vertx().getOrCreateContext();
    Promise<Run> mine = Promise.promise();
    Future<Run> first = starting.putIfAbsent(key, mine.future());
    if (first == null) {
      begin(request).onComplete(mine);
      mine.future().onComplete(done -> starting.remove(key));
    }
    return Hop.to(caller, first == null ? mine.future() : first);
  }

  private Future<Run> begin(RunRequest asked) {
    RunRequest request = asked.withBudget(asked.budget().within(most));
    Context context = runContext();
    RunId id = RunId.random();
    Instant now = host.clock().instant();
    List<JournalEntry> opening = RunOpening.entries(id, request, now);
    boolean durable = leavesTraces(request);
    RunScope scope = new RunScope(host, id, request, context, durable, now, RunHistory.of(opening));
    if (!durable) {
      return Future.succeededFuture(perform(scope, request, opening));
    }
    return host.journal().accept(opening).compose(acceptance -> acceptance.fresh()
        ? Future.succeededFuture(perform(scope, request, opening))
        : reach(acceptance.run()));
  }

  /** A direct call of a pure tool is not worth a disk write: nothing is lost if it is forgotten. */
  private boolean leavesTraces(RunRequest request) {
    return request.key() != null
        || !(request.target() instanceof Target.ToolTarget)
        || host.catalog().tool(request.target().name())
            .map(tool -> tool.effect() != Effect.PURE || tool.body() instanceof ToolBody.Graph)
            .orElse(true);
  }

  private Run perform(RunScope scope, RunRequest request, List<JournalEntry> opening) {
    runs.add(scope);
    scope.context().runOnContext(now -> {
      opening.forEach(host::publish);
      RunWork.begin(scope, host, request);
    });
    return scope;
  }

  /** The run under way, or as the journal has it. */
  private Future<Run> reach(RunId id) {
    Optional<RunScope> underWay = runs.find(id);
    return underWay.isPresent() ? Future.succeededFuture(underWay.get()) : host.journal().read(id).map(this::takeUp);
  }

  /** The ended run with its recorded result, or the unfinished one under way again. */
  private Run takeUp(List<JournalEntry> entries) {
    RunHistory history = RunHistory.left(entries);
    RunId id = entries.get(0).run();
    if (entries.getLast().event() instanceof RunEvent.End end) {
      return Run.ended(id, end);
    }
    RunRequest request = AcceptedRequest.request((RunEvent.Accepted) entries.getFirst().event());
    RunScope fresh = new RunScope(host, id, request, runContext(), true, host.clock().instant(), history);
    RunScope earlier = runs.add(fresh);
    if (earlier != null) {
      return earlier;
    }
    fresh.context().runOnContext(now -> fresh.record(List.of(new RunEvent.Resumed(history.inDoubt())))
        .onSuccess(recorded -> RunWork.begin(fresh, host, request)));
    return fresh;
  }

  /** Takes up every run that began and has not ended. */
  Future<List<Run>> resumeUnfinished() {
    return host.journal().unfinished().compose(ids -> {
      List<Future<Run>> all = new ArrayList<>();
      ids.forEach(id -> all.add(reach(id)));
      return Future.all(all).map(done -> all.stream().map(Future::result).toList());
    });
  }

  /** A run stays on the event loop that asked for it; requests from other threads are spread over the loops. */
  private Context runContext() {
    Context current = Vertx.currentContext();
    return current != null && current.isEventLoopContext() ? current : ((VertxInternal) host.vertx()).createEventLoopContext();
  }
}
