package io.roundhouse.runtime.engine;

import io.roundhouse.routers.roles.RoleLibrary;
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
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunObserver;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.ToolMonitor;
import io.roundhouse.runtime.models.Embedder;
import io.roundhouse.toolgraph.health.BreakerPolicy;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
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
  private final Monitors monitors;
  private final StandIns standIns = new StandIns();
  private final ModelDesk models;
  private final RoutingParts routing;
  private final Map<String, ShadowRuns> shadows = new HashMap<>();
  private final RunsUnderWay runs;
  private final RunIntake intake;
  private final Followers followers = new Followers();

  LocalRuntime(Vertx vertx, Catalog catalog, Journal journal, Clock clock, BreakerPolicy breaker, int maxRuns,
      List<ToolMonitor> monitors, @Nullable Embedder embedder, Budget most, RoutingParts routing) {
    this.vertx = vertx;
    this.catalog = new AtomicReference<>(catalog);
    this.journal = journal;
    this.clock = clock;
    this.breaker = breaker;
    this.health = HealthBoard.of(breaker);
    this.runs = new RunsUnderWay(vertx, maxRuns);
    this.intake = new RunIntake(this, runs, most);
    this.monitors = new Monitors(this, monitors, (monitor, signal) ->
        new Boards(this).report(monitor.tool(), signal, monitor.limits(), clock.millis()));
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
    return intake.start(request);
  }

  @Override
  public Future<List<Run>> resumeUnfinished() {
    return intake.resumeUnfinished();
  }

  @Override
  public Optional<Run> run(RunId id) {
    return runs.find(id).map(scope -> scope);
  }

  @Override
  public Future<Boolean> approve(RunId id, String step, boolean approved, String by) {
    return runs.answer(id, questions -> questions.approve(step, approved, by));
  }

  @Override
  public Future<Boolean> answer(RunId id, String inputId, InputAnswer answer, String by) {
    return runs.answer(id, questions -> questions.answer(inputId, answer, by));
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
    monitors.close();
    return runs.close(grace).eventually(journal::close);
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
    return runs.haveRoomToSpare();
  }

  StandIns standIns() {
    return standIns;
  }

  Clock clock() {
    return clock;
  }

  void forget(RunScope scope) {
    runs.remove(scope);
  }

  void publish(JournalEntry entry) {
    followers.tell(entry);
  }
}
