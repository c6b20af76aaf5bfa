package io.roundhouse.runtime.engine;

import io.roundhouse.routers.roles.RoleLibrary;
import io.roundhouse.runtime.Acceptance;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.CatalogListener;
import io.roundhouse.runtime.DeskRouting;
import io.roundhouse.runtime.Feedback;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.ModelRouting;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunObserver;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.RuntimeFault;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolMonitor;
import io.roundhouse.runtime.models.Embedder;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.health.BreakerPolicy;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The runtime of one process. Thread-safe. */
final class LocalRuntime implements AgentRuntime {

  private final Vertx vertx;
  private final AtomicReference<Catalog> catalog;
  private final Journal journal;
  private final Clock clock;
  private final BreakerPolicy breaker;
  private final HealthBoard health;
  private final Map<String, HealthBoard> graphHealth = new ConcurrentHashMap<>();
  private final int maxRuns;
  private final Monitors monitors;
  private final Budget most;
  private final StandIns standIns = new StandIns();
  private final ModelDesk models;
  private final RoutingParts routing;
  private final Map<String, ShadowRuns> shadows = new HashMap<>();
  private final Map<RunId, RunScope> runs = new ConcurrentHashMap<>();
  private final Map<String, Future<Run>> starting = new ConcurrentHashMap<>();
  private final Followers followers = new Followers();
  private volatile boolean closing;

  LocalRuntime(Vertx vertx, Catalog catalog, Journal journal, Clock clock, BreakerPolicy breaker, int maxRuns,
      List<ToolMonitor> monitors, @Nullable Embedder embedder, Budget most, RoutingParts routing) {
    this.vertx = vertx;
    this.catalog = new AtomicReference<>(catalog);
    this.journal = journal;
    this.clock = clock;
    this.breaker = breaker;
    this.health = HealthBoard.of(breaker);
    this.maxRuns = maxRuns;
    this.monitors = new Monitors(this, monitors, (monitor, signal) ->
        new Boards(this).report(monitor.tool(), signal, monitor.limits(), clock.millis()));
    this.most = most;
    this.models = new ModelDesk(clock, breaker, embedder);
    this.routing = routing;
    if (!catalog.models().isEmpty() || catalog.agents().stream().anyMatch(agent -> agent.body() instanceof AgentBody.Routed)) {
      DecisionJson.warmUp();
    }
    routing.shadows().forEach((desk, policy) -> shadows.put(desk, new ShadowRuns(this, desk, policy)));
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public Catalog catalog() {
    return Objects.requireNonNull(catalog.get());
  }

  @Override
  public Catalog update(UnaryOperator<Catalog> change) {
    Catalog before = catalog();
    Catalog after = catalog.updateAndGet(change);
    if (!after.equals(before)) {
      followers.tell(after);
    }
    return after;
  }

  @Override
  public Runnable onCatalogChange(CatalogListener listener) {
    return followers.onCatalogChange(listener);
  }

  @Override
  public Future<Run> start(RunRequest request) {
    Optional<RuntimeFault> refusal = refusal(request);
    if (refusal.isPresent()) {
      return Future.failedFuture(refusal.get());
    }
    String key = request.key();
    if (key == null) {
      return begin(request);
    }
    Context caller = vertx.getOrCreateContext();
    Promise<Run> mine = Promise.promise();
    Future<Run> first = starting.putIfAbsent(key, mine.future());
    if (first == null) {
      begin(request).onComplete(mine);
      mine.future().onComplete(done -> starting.remove(key));
    }
    return on(caller, first == null ? mine.future() : first);
  }

  private Optional<RuntimeFault> refusal(RunRequest request) {
    if (closing) {
      return Optional.of(new ToolException(FailureClass.OUTAGE, "the runtime is shutting down"));
    }
    if (runs.size() >= maxRuns) {
      return Optional.of(new ToolException(FailureClass.RATE_LIMITED, maxRuns + " runs are under way, the most this runtime takes"));
    }
    return Admission.refusal(catalog(), request);
  }

  private Future<Run> begin(RunRequest asked) {
    RunRequest request = asked.withBudget(asked.budget().within(most));
    Context context = runContext();
    RunId id = RunId.random();
    Instant now = clock.instant();
    JournalEntry first = new JournalEntry(id, 1, now, AcceptedRequest.event(request));
    if (!leavesTraces(request)) {
      return Future.succeededFuture(perform(new RunScope(this, id, request, context, false, now, RunHistory.none()), request, first));
    }
    return journal.accept(first).compose(acceptance -> acceptance.fresh()
        ? Future.succeededFuture(perform(new RunScope(this, id, request, context, true, now, RunHistory.none()), request, first))
        : join(acceptance));
  }

  /** A direct call of a pure tool is not worth a disk write: nothing is lost if it is forgotten. */
  private boolean leavesTraces(RunRequest request) {
    return request.key() != null
        || !(request.target() instanceof Target.ToolTarget)
        || catalog().tool(request.target().name())
            .map(tool -> tool.effect() != Effect.PURE || tool.body() instanceof ToolBody.Graph)
            .orElse(true);
  }

  private Run perform(RunScope scope, RunRequest request, JournalEntry first) {
    runs.put(scope.id(), scope);
    scope.context().runOnContext(now -> {
      publish(first);
      RunWork.begin(scope, this, request);
    });
    return scope;
  }

  private Future<Run> join(Acceptance acceptance) {
    RunScope underWay = runs.get(acceptance.run());
    return underWay != null ? Future.succeededFuture(underWay) : journal.read(acceptance.run()).map(this::takeUp);
  }

  /** The ended run with its recorded result, or the unfinished one under way again. */
  private Run takeUp(List<JournalEntry> entries) {
    RunHistory history = new RunHistory(entries);
    RunId id = entries.get(0).run();
    if (entries.getLast().event() instanceof RunEvent.End end) {
      return Run.ended(id, end);
    }
    RunRequest request = AcceptedRequest.request((RunEvent.Accepted) entries.getFirst().event());
    RunScope fresh = new RunScope(this, id, request, runContext(), true, clock.instant(), history);
    RunScope earlier = runs.putIfAbsent(id, fresh);
    if (earlier != null) {
      return earlier;
    }
    fresh.context().runOnContext(now -> fresh.record(List.of(new RunEvent.Resumed(history.inDoubt())))
        .onSuccess(recorded -> RunWork.begin(fresh, this, request)));
    return fresh;
  }

  @Override
  public Future<List<Run>> resumeUnfinished() {
    return journal.unfinished().compose(ids -> {
      List<Future<Run>> all = new ArrayList<>();
      for (RunId id : ids) {
        RunScope underWay = runs.get(id);
        all.add(underWay != null ? Future.succeededFuture(underWay) : journal.read(id).map(this::takeUp));
      }
      return Future.all(all).map(done -> all.stream().map(Future::result).toList());
    });
  }

  @Override
  public Optional<Run> run(RunId id) {
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public Future<Boolean> approve(RunId id, String step, boolean approved, String by) {
    return settle(id, questions -> questions.approve(step, approved, by));
  }

  @Override
  public Future<Boolean> answer(RunId id, String inputId, InputAnswer answer, String by) {
    return settle(id, questions -> questions.answer(inputId, answer, by));
  }

  private Future<Boolean> settle(RunId id, Function<OpenQuestions, Future<Boolean>> answering) {
    RunScope scope = runs.get(id);
    if (scope == null) {
      return Future.succeededFuture(false);
    }
    Context caller = vertx.getOrCreateContext();
    Promise<Boolean> answered = Promise.promise();
    scope.context().runOnContext(now -> answering.apply(scope.questions()).onComplete(answered));
    return on(caller, answered.future());
  }

  @Override
  public Future<Boolean> feedback(RunId id, Feedback feedback) {
    return new FeedbackDesk(this).take(id, feedback);
  }

  @Override
  public Future<List<JournalEntry>> trace(RunId id) {
    return journal.read(id);
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public HealthBoard health() {
    return health;
  }

  @Override
  public HealthBoard health(String graph) {
    return graphHealth.computeIfAbsent(graph, name -> HealthBoard.of(breaker));
  }

  @Override
  public Runnable observe(RunObserver observer) {
    return followers.observe(observer);
  }

  @Override
  public Future<Void> close(Duration grace) {
    closing = true;
    monitors.close();
    Promise<Void> drained = Promise.promise();
    long timer = vertx.setTimer(Math.max(1, grace.toMillis()), fired -> drained.tryComplete());
    Future.join(runs.values().stream().map(RunScope::result).toList()).onComplete(done -> drained.tryComplete());
    return drained.future().compose(done -> {
      vertx.cancelTimer(timer);
      return Future.join(runs.values().stream().map(this::suspend).toList());
    }).<Void>mapEmpty().otherwiseEmpty().eventually(journal::close);
  }

  private Future<Void> suspend(RunScope scope) {
    Promise<Void> stopped = Promise.promise();
    scope.context().runOnContext(now -> {
      scope.stop(new RunResult.Cancelled("the runtime shut down; the run goes on when it starts again"));
      stopped.complete();
    });
    return stopped.future();
  }

  Monitors monitors() {
    return monitors;
  }

  ModelDesk models() {
    return models;
  }

  /** How a front desk decides, if not by words. */
  Optional<DeskRouting> desk(String name) {
    return Optional.ofNullable(routing.desks().get(name));
  }

  /** What agents with a model are told in the roles they are given. */
  RoleLibrary roles() {
    return routing.roles();
  }

  /** How models are chosen where nobody names one, if not by price. */
  Optional<ModelRouting> modelRouting() {
    return Optional.ofNullable(routing.models());
  }

  /** The shadow runs of a front desk, if it has any. */
  Optional<ShadowRuns> shadows(String desk) {
    return Optional.ofNullable(shadows.get(desk));
  }

  /** Whether there is room for runs that nobody waits for. */
  boolean hasRoomToSpare() {
    return !closing && runs.size() < maxRuns / 2;
  }

  StandIns standIns() {
    return standIns;
  }

  Clock clock() {
    return clock;
  }

  void forget(RunScope scope) {
    runs.remove(scope.id(), scope);
  }

  void publish(JournalEntry entry) {
    followers.tell(entry);
  }

  /** A run stays on the event loop that asked for it; requests from other threads are spread over the loops. */
  private Context runContext() {
    Context current = Vertx.currentContext();
    return current != null && current.isEventLoopContext() ? current : ((VertxInternal) vertx).createEventLoopContext();
  }

  private static <T> Future<T> on(Context context, Future<T> future) {
    Promise<T> promise = Promise.promise();
    future.onComplete(done -> context.runOnContext(now -> {
      if (done.succeeded()) {
        promise.complete(done.result());
      } else {
        promise.fail(done.cause());
      }
    }));
    return promise.future();
  }
}
